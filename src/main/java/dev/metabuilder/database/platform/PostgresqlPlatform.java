package dev.metabuilder.database.platform;

import org.eclipse.persistence.platform.database.PostgreSQLPlatform;

/** What EclipseLink needs to be told about PostgreSQL. */
public class PostgresqlPlatform extends PostgreSQLPlatform {

    private static final long serialVersionUID = 1L;

    /** The lock that a plain UPDATE takes: records that refer to the row can still be added. */
    @Override
    public String getSelectForUpdateString() {
        return " FOR NO KEY UPDATE";
    }
}
