package dev.metabuilder.database.launch;

/**
 * The database of a server that is ready, in words for the operator.
 *
 * @param database the product, its version, and where it is
 * @param schema the version of the schema, and whether it is as the build needs it
 */
public record ServedDatabase(String database, String schema) {}
