/**
 * Which changes and which tables the database's schema has and which this build needs. The server makes the missing
 * changes at its start or refuses to start without them; what was changed by hand it says in its health checks.
 */
package dev.metabuilder.database.schema;
