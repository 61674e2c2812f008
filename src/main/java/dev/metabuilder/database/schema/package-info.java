/**
 * The schema of the database and the one that this build needs. The start applies the missing changes, or refuses to start
 * without them; the health checks report manual changes.
 */
package dev.metabuilder.database.schema;
