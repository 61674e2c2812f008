/**
 * The Database API over HTTP: it maps routes to calls of {@link dev.metabuilder.database.Database}, and answers with JSON
 * and problem documents. It defines the routes; it does not define what a call does.
 */
package dev.metabuilder.database.http;
