/**
 * Export and import of the whole database as one JSON text. Both stream, in memory that does not grow with the data, and use
 * the catalogue without knowing a model by name.
 */
package dev.metabuilder.database.transfer;
