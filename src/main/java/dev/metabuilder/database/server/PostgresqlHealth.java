package dev.metabuilder.database.server;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

/** What the connections of one datasource to PostgreSQL find out about the server, and tell each other. */
final class PostgresqlHealth {
    private final Set<PostgresqlConnection> connections = Collections.newSetFromMap(new WeakHashMap<>());
    private volatile boolean hung;
    private volatile long lastHung;

    /** Takes note that the server has let a question wait for too long. */
    void hangs() {
        lastHung = System.nanoTime();
        hung = true;
    }

    /** Returns whether the server has hung at a moment after the given one, of {@link System#nanoTime()}. */
    boolean hasHungSince(long moment) {
        return hung && lastHung - moment > 0;
    }

    /**
     * Takes note of a new connection. Where there is but one primary, and the connection leads to another server than older
     * ones do, that is the primary now: the older ones are cut, and with them the calls that wait for the other server,
     * which may hang.
     *
     * @param primary whether connections are wanted to the primary only
     */
    void opened(PostgresqlConnection connection, boolean primary) throws SQLException {
        List<PostgresqlConnection> elsewhere = new ArrayList<>();
        synchronized (connections) {
            connections.removeIf(PostgresqlHealth::isClosed);
            if (primary) {
                connections.stream()
                        .filter(older -> !older.place().equals(connection.place()))
                        .forEach(elsewhere::add);
            }
            connections.add(connection);
        }
        for (PostgresqlConnection older : elsewhere) {
            older.abort(Runnable::run);
        }
    }

    private static boolean isClosed(PostgresqlConnection connection) {
        try {
            return connection.isClosed();
        } catch (SQLException e) {
            return true;
        }
    }
}
