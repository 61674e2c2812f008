/**
 * What the launcher and the application say to each other in the one process that they share: interfaces and records. Both
 * the launcher's jar and the WAR have these classes; the WAR's class loader asks its parents first, so that they are the same
 * for both, and a WAR without a launcher has its own.
 */
package dev.metabuilder.database.launch;
