/**
 * Access to the database: transactions, snapshots, statements, rows. Only this package decides what a failure of the database
 * means for a caller.
 */
package dev.metabuilder.database.storage;
