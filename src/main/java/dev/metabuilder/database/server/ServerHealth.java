package dev.metabuilder.database.server;

import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The shared knowledge of a datasource's connections about the server. */
final class ServerHealth {
    private static final int ALIVE_SECONDS = 2;

    private final Set<ServerConnection> connections = Collections.newSetFromMap(new WeakHashMap<>());
    private volatile boolean hung;
    private volatile long lastHung;

    /**
     * Returns whether a connection's server answers. After one connection has found that the server hangs, connections that
     * were opened before are invalid without a question.
     *
     * @param seconds the time limit; 0 means 2 s, not for ever
     */
    boolean isValid(ServerConnection connection, int seconds) {
        return !hasHungSince(connection.opened()) && answers(connection, seconds == 0 ? ALIVE_SECONDS : seconds);
    }

    /**
     * Returns whether the server did not answer in time at some moment after the given one, by {@link System#nanoTime()}.
     */
    boolean hasHungSince(long moment) {
        return hung && lastHung - moment > 0;
    }

    /** Returns whether a connection's server answers within some seconds; if not, the other connections learn that it hangs. */
    boolean answers(ServerConnection connection, int seconds) {
        long begun = System.nanoTime();
        try {
            boolean valid = connection.ping(seconds);
            if (!valid && System.nanoTime() - begun >= TimeUnit.SECONDS.toNanos(seconds)) {
                lastHung = System.nanoTime();
                hung = true;
            }
            return valid;
        } catch (SQLException e) {
            throw new IllegalArgumentException("Not a time limit: " + seconds, e);
        }
    }

    /**
     * Records a new connection. If only the primary is wanted, and the new connection leads to another server than older
     * ones do, then that server is the primary now. This cuts the older connections, and with them the calls that wait for
     * the former primary, which may hang.
     *
     * @param primary whether only connections to the primary are wanted
     */
    void opened(ServerConnection connection, boolean primary) {
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
    boolean hasOthersThan(ServerConnection connection) {
        return open().stream().anyMatch(other -> other != connection);
    }

    private int cut(Predicate<ServerConnection> which) {
        List<ServerConnection> chosen = open().stream().filter(which).toList();
        chosen.forEach(ServerConnection::cut);
        return chosen.size();
    }

    private List<ServerConnection> open() {
        synchronized (connections) {
            connections.removeIf(ServerHealth::isClosed);
            return List.copyOf(connections);
        }
    }

    private static boolean isClosed(ServerConnection connection) {
        try {
            return connection.isClosed();
        } catch (SQLException e) {
            return true;
        }
    }
}
