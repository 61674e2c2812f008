/**
 * Replacement of whole sections. The input is staged, checked as a whole, and then merged into the tables.
 */
package dev.metabuilder.database.replacement;
