/**
 * What runs beside the WAR in the same Java process: the command line, the launcher that boots Payara Micro and deploys the
 * WAR, and the datasources that make SQLite and PostgreSQL safe under a container pool. It is packed into the one jar that operators
 * run, and for the servers of the tests into one of its own; the WAR does not contain it and does not refer to it.
 */
package dev.metabuilder.database.server;
