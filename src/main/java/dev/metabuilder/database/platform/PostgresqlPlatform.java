package dev.metabuilder.database.platform;

import org.eclipse.persistence.platform.database.PostgreSQLPlatform;

/** Tells EclipseLink the syntax of PostgreSQL. */
public class PostgresqlPlatform extends PostgreSQLPlatform {

    private static final long serialVersionUID = 1L;

    /** The lock of a plain UPDATE, which lets others add records that refer to the row. */
    @Override
    public String getSelectForUpdateString() {
        return " FOR NO KEY UPDATE";
    }
}
