/**
 * What can be wrong with a call, and where. Every failure that a caller sees is one of these kinds, with all of its problems.
 */
package dev.metabuilder.database.errors;
