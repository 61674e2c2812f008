/**
 * Which records of a model a caller asks for, in which order and on which pages. Values become parameters of SQL and never part
 * of it.
 */
package dev.metabuilder.database.query;
