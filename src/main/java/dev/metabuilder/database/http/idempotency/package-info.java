/**
 * Calls that are carried out once even if they are sent again: the transaction of a POST with an {@code Idempotency-Key}
 * also stores its answer in a table. A resource only needs the annotation {@link Idempotent}.
 */
package dev.metabuilder.database.http.idempotency;
