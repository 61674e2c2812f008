/** JSON, read and written exactly. Every error in a text is reported with its line and column. */
package dev.metabuilder.database.json;
