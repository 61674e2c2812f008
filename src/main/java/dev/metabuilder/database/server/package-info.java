/**
 * What runs beside the WAR in the same Java process: the launcher that boots Payara Micro and deploys the WAR, and the
 * datasource that makes an SQLite file safe under a container pool. It is packed into a jar of its own on the server's
 * class path; the WAR does not contain it and does not refer to it.
 */
package dev.metabuilder.database.server;
