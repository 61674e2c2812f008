/**
 * Access to the database: transactions, snapshots, statements, rows. Only this package decides what an error of the database
 * means for a caller.
 */
package dev.metabuilder.database.storage;
