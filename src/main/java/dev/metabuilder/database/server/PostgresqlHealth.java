package dev.metabuilder.database.server;

import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Predicate;

/** The shared knowledge of a datasource's connections to PostgreSQL about the server. */
final class PostgresqlHealth {
    private final Set<PostgresqlConnection> connections = Collections.newSetFromMap(new WeakHashMap<>());
    private volatile boolean hung;
    private volatile long lastHung;

    /** Records that the server did not answer in time. */
    void hangs() {
        lastHung = System.nanoTime();
        hung = true;
    }

    /**
     * Returns whether the server did not answer in time at some moment after the given one, by {@link System#nanoTime()}.
     */
    boolean hasHungSince(long moment) {
        return hung && lastHung - moment > 0;
    }

    /**
     * Records a new connection. If only the primary is wanted, and the new connection leads to another server than older
     * ones do, then that server is the primary now. This cuts the older connections, and with them the calls that wait for
     * the former primary, which may hang.
     *
     * @param primary whether only connections to the primary are wanted
     */
    void opened(PostgresqlConnection connection, boolean primary) {
        synchronized (connections) {
            connections.add(connection);
        }
        if (primary) {
            cut(older -> older != connection && older.leadsElsewhereThan(connection));
        }
    }

    /**
     * Cuts the connections without a pooler that were opened before a moment by {@link System#nanoTime()}; returns how many.
     */
    int cutOlderThan(long moment) {
        return cut(older -> !older.isPooled() && older.opened() - moment < 0);
    }

    /** Returns whether there is another open connection than the given one. */
    boolean hasOthersThan(PostgresqlConnection connection) {
        return open().stream().anyMatch(other -> other != connection);
    }

    private int cut(Predicate<PostgresqlConnection> which) {
        List<PostgresqlConnection> chosen = open().stream().filter(which).toList();
        chosen.forEach(PostgresqlConnection::cut);
        return chosen.size();
    }

    private List<PostgresqlConnection> open() {
        synchronized (connections) {
            connections.removeIf(PostgresqlHealth::isClosed);
            return List.copyOf(connections);
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
