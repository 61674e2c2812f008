package dev.metabuilder.database.platform;

/** MySQL 8.0.13 or later. */
final class MysqlDialect extends MysqlFamilyDialect {

    MysqlDialect() {
        super("MySQL");
    }

    @Override
    public String changelogName() {
        return "mysql";
    }

    /** An index on an expression. */
    @Override
    String supergodIndexes() {
        return """
                SELECT table_name, index_name, expression, expression FROM information_schema.statistics
                WHERE table_schema = DATABASE() AND expression IS NOT NULL AND non_unique = 0
                """;
    }

    /** The driver limits a statement's time on MariaDB only. */
    @Override
    public String timeLimit(int millis) {
        return "/*+ MAX_EXECUTION_TIME(" + millis + ") */";
    }
}
