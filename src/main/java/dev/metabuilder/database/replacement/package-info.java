/**
 * Whole sections, which take the place of what is there. What arrives is staged, judged as a whole, and then
 * merged.
 */
package dev.metabuilder.database.replacement;
