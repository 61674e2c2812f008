/**
 * What was changed, as it can be read: numbers give the committed changes one order that all readers share. This package
 * reads them, undoes them on a record's JSON, and removes old ones. The packages that write records also write the entries.
 */
package dev.metabuilder.database.history;
