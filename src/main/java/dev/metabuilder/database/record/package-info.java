/**
 * Operations on single records of any model. {@link dev.metabuilder.database.record.RecordStore} lists, adds, updates and
 * deletes them, with their cascades.
 */
package dev.metabuilder.database.record;
