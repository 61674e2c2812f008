/**
 * Single records of any model. {@link dev.metabuilder.database.record.RecordStore} lists, adds, updates and deletes
 * them, with all that depends on them.
 */
package dev.metabuilder.database.record;
