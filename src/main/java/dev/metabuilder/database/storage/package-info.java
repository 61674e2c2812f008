/**
 * The way to the database: transactions, snapshots, statements, rows. What a failure of the database means for a
 * caller is said here, and nowhere else.
 */
package dev.metabuilder.database.storage;
