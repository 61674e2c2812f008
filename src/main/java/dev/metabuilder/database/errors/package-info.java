/**
 * The failures of a call. Every failure that a caller sees is one of these kinds, and has all of its problems with their
 * places.
 */
package dev.metabuilder.database.errors;
