package dev.metabuilder.database.platform;

/** MariaDB 10.6 or later. */
final class MariadbDialect extends MysqlFamilyDialect {

    MariadbDialect() {
        super("MariaDB");
    }

    @Override
    public String changelogName() {
        return "mariadb";
    }

    /** An index on a generated column that nobody sees. */
    @Override
    String supergodIndexes() {
        return """
                SELECT s.table_name, s.index_name, s.column_name, c.generation_expression
                FROM information_schema.statistics s JOIN information_schema.columns c
                ON c.table_schema = s.table_schema AND c.table_name = s.table_name AND c.column_name = s.column_name
                WHERE s.table_schema = DATABASE() AND c.generation_expression <> '' AND s.non_unique = 0
                """;
    }
}
