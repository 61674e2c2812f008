package dev.metabuilder.database.platform;

/** The statements that keep rows in the form of MySQL and MariaDB, which can't name a temporary table twice in a statement. */
final class MysqlStagingHistorySql extends StagingHistorySql {

    @Override
    public String keep(Kept kept, String query) {
        return insert("INSERT IGNORE INTO", kept) + " " + query;
    }

    @Override
    String differs() {
        return "NOT (t.{column} <=> i.{column})";
    }
}
