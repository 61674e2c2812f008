/**
 * Adapters to the server, to EclipseLink and to the databases. This package knows no model.
 */
package dev.metabuilder.database.platform;
