/**
 * Which changes and tables the database's schema has and which this build needs. The start makes the missing changes, or
 * refuses to start without them; the health checks report manual changes.
 */
package dev.metabuilder.database.schema;
