package dev.metabuilder.database.launch;

/**
 * A database that is not the server's own.
 *
 * @param url the JDBC URL, without a user or a password
 * @param user PostgreSQL's user
 * @param password PostgreSQL's password
 * @param schema PostgreSQL's schema
 */
public record DatabaseAddress(String url, String user, String password, String schema) {

    /** Returns the URL: a password is for no message. */
    @Override
    public String toString() {
        return url;
    }
}
