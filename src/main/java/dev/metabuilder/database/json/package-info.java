/**
 * JSON, read and written exactly. Whatever is wrong with a text is told with its line and column.
 */
package dev.metabuilder.database.json;
