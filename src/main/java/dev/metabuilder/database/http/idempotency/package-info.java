/**
 * A call that is sent again is carried out once: a POST with an {@code Idempotency-Key} leaves its answer in a table, in the
 * transaction of the call. A resource only has the annotation {@link Idempotent}.
 */
package dev.metabuilder.database.http.idempotency;
