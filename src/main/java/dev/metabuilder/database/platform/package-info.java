/**
 * What the server, EclipseLink and the databases need to be told about each other. Nothing here knows a model.
 */
package dev.metabuilder.database.platform;
