/**
 * What a caller is told when a call fails, as problem documents (RFC 9457). Each error of the Database API has its status here;
 * any other exception is a fault of the server, and the log has the detail.
 */
package dev.metabuilder.database.http.problem;
