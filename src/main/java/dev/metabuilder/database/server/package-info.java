/**
 * The part outside the WAR in the same Java process: the command line, the launcher that boots Payara Micro and deploys the
 * WAR, and the datasources that make each database safe under a container pool. It is in the jar that operators run,
 * and, for the servers of tests, in a jar of its own. The WAR neither contains it nor refers to it.
 */
package dev.metabuilder.database.server;
