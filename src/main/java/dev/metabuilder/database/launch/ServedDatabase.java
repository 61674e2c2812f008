package dev.metabuilder.database.launch;

/**
 * The database of a server that is ready, in words for the operator.
 *
 * @param database the product, its version and its place
 * @param schema the version of the schema, and whether it is the one that the build needs
 */
public record ServedDatabase(String database, String schema) {}
