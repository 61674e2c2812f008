/**
 * Queries: which records of a model to return, in which order and on which pages. Values become parameters of SQL, never
 * part of its text.
 */
package dev.metabuilder.database.query;
