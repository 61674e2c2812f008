package dev.metabuilder.database.launch;

import javax.sql.DataSource;

/**
 * A database that is not the server's own, and is only read.
 *
 * @param url the JDBC URL, without a user or a password
 * @param schema the schema of its tables, empty if the database has no schemas
 * @param connections gives read-only connections to it
 */
public record SourceDatabase(String url, String schema, DataSource connections) {

    /** Returns the URL, for messages. */
    @Override
    public String toString() {
        return url;
    }
}
