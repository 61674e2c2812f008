/**
 * Which changes the database's schema has and which this build needs. The server makes the missing ones at its
 * start or refuses to start without them, and says in its health checks whether all is well.
 */
package dev.metabuilder.database.schema;
