package dev.metabuilder.database.server;

import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Predicate;

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
    void opened(PostgresqlConnection connection, boolean primary) {
        synchronized (connections) {
            connections.add(connection);
        }
        if (primary) {
            cut(older -> older != connection && older.leadsElsewhereThan(connection));
        }
    }

    /** Cuts the direct connections that were opened before a moment of {@link System#nanoTime()}; returns how many. */
    int cutOlderThan(long moment) {
        return cut(older -> !older.isPooled() && older.opened() - moment < 0);
    }

    /** Returns whether there is an open connection beside the given one. */
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
