package dev.metabuilder.database.storage;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Runs statements on one connection; cancelling the work ends them. */
public final class Sql {

    private static final int FETCH_SIZE = 1_000;

    private final Connection connection;
    private final Progress progress;

    /** Receives a row of a result; it must not move to another row. */
    @FunctionalInterface
    public interface RowTaker {
        void take(ResultSet row) throws SQLException;
    }

    /** Runs statements on a connection, for work that may be cancelled. */
    public Sql(Connection connection, Progress progress) {
        this.connection = connection;
        this.progress = progress;
    }

    /** Returns the connection. */
    public Connection connection() {
        return connection;
    }

    /** Runs a statement, and returns how many rows it has changed. */
    public int update(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            progress.waitsFor(statement);
            return statement.executeUpdate(sql);
        } catch (SQLException e) {
            progress.check();
            throw e;
        } finally {
            progress.waitsFor(null);
        }
    }

    /** Carries out statements in turn, and returns how many rows the last one wrote. */
    public int update(List<String> statements) throws SQLException {
        int written = 0;
        for (String statement : statements) {
            written = update(statement);
        }
        return written;
    }

    /** Passes the rows of a query to a receiver, in memory that does not grow with their number. */
    public void query(String sql, RowTaker taker) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCH_SIZE);
            progress.waitsFor(statement);
            try (ResultSet row = statement.executeQuery(sql)) {
                while (row.next()) {
                    taker.take(row);
                }
            }
        } catch (SQLException e) {
            progress.check();
            throw e;
        } finally {
            progress.waitsFor(null);
        }
    }

    /** Returns the number in the first row of a query, or 0 if it has no row. */
    public long number(String sql) throws SQLException {
        long[] number = {0};
        query(sql, row -> number[0] = row.getLong(1));
        return number[0];
    }

    /** Returns whether a query has a row. */
    public boolean has(String sql) throws SQLException {
        return number("SELECT CASE WHEN EXISTS (" + sql + ") THEN 1 ELSE 0 END") == 1;
    }
}
