/**
 * Answers to failed calls, as problem documents (RFC 9457). This package maps each error of the Database API to a status.
 * Any other exception is an internal error, and the log has the detail.
 */
package dev.metabuilder.database.http.problem;
