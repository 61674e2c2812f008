/**
 * The Database API over HTTP: routes in, calls of {@link dev.metabuilder.database.Database}, JSON and problem
 * documents out. What may be called with what is said here; what a call means is not.
 */
package dev.metabuilder.database.http;
