/**
 * Interfaces and records that the launcher and the application share in their one process. Both the launcher's jar and the
 * WAR contain these classes. The WAR's class loader asks its parents first, so both use the same classes; a WAR without our
 * launcher uses its own.
 */
package dev.metabuilder.database.launch;
