/**
 * The benchmark. It measures the server from outside, started as an operator starts it, and compares each number with its
 * floor in the same run. A floor is the least that the work can cost with the same drivers, tables and durability: plain
 * JDBC in a separate process for imports and exports, a plain resource in the same server for requests.
 */
package dev.metabuilder.database.benchmark;
