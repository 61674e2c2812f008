package dev.metabuilder.database.server;

import java.sql.Connection;
import java.sql.SQLException;

/** A connection to a database server that may hang, or be replaced by another server. */
interface ServerConnection extends Connection {

    /** Asks the server whether it answers within some seconds. */
    boolean ping(int seconds) throws SQLException;

    /** Returns when it was opened, by {@link System#nanoTime()}. */
    long opened();

    /** Returns whether there is a pooler, which gives the server's sessions from one transaction to the next. */
    boolean isPooled();

    /** Returns whether it leads to another server than a later connection does. */
    boolean leadsElsewhereThan(ServerConnection later);

    /** Ends the connection at once, and with it the call that waits for an answer. */
    default void cut() {
        try {
            abort(Runnable::run);
        } catch (SQLException e) {
            throw new IllegalStateException("The driver runs what it gets.", e);
        }
    }
}
