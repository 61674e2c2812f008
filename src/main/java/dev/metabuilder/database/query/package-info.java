/**
 * Which records of a model are asked for, in which order and in which pieces. Values become parameters of SQL and
 * never part of it.
 */
package dev.metabuilder.database.query;
