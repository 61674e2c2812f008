/**
 * The benchmark: the server as an operator starts it, measured from outside, each number beside its floor in the same
 * run. A floor is the least that the work can cost with the same drivers, tables and durability: plain JDBC in a process
 * of its own for imports and exports, a plain resource in the same server for requests.
 */
package dev.metabuilder.database.benchmark;
