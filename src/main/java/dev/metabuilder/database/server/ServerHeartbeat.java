package dev.metabuilder.database.server;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Regularly asks a database server whether it answers, through a connection of its own, as long as the datasource has others. While
 * a server hangs, calls keep their connections. When they have all connections of the pool, nobody opens another one, and
 * nobody would notice that the server hangs or that another host is the primary now. There is no heartbeat behind a pooler,
 * which does not answer either while all of its own connections are busy, and has its own time limits.
 */
final class ServerHeartbeat implements Runnable {
    private static final Logger LOG = Logger.getLogger(ServerHeartbeat.class.getName());
    static final Duration PAUSE = Duration.ofSeconds(2);
    static final int ANSWER_SECONDS = 5;

    /** The class of SQLStates for a server that was not reached or did not answer. Any other failure is an answer. */
    private static final String NOT_REACHED = "08";

    private final ServerHealth health;
    private final Opening opening;
    private final Duration pause;
    private final int answerSeconds;
    private ServerConnection own;
    private Thread thread;

    /** When the server answered last. */
    private long answered;

    /** Opens connections like those of the pool. */
    @FunctionalInterface
    interface Opening {
        /** Opens a connection, and tells the others about it. */
        ServerConnection open() throws SQLException;
    }

    /**
     * Makes a heartbeat that has not begun.
     *
     * @param pause the time between two beats
     * @param answerSeconds the time limit for an answer, in seconds
     */
    ServerHeartbeat(ServerHealth health, Opening opening, Duration pause, int answerSeconds) {
        this.health = health;
        this.opening = opening;
        this.pause = pause;
        this.answerSeconds = answerSeconds;
    }

    /** Begins, unless it is running already. The datasource calls this after it has opened a connection. */
    synchronized void start() {
        if (thread == null) {
            // The thread inherits nothing from the call that happens to start it.
            Thread next = new Thread(null, this, "database-heartbeat", 0, false);
            next.setContextClassLoader(getClass().getClassLoader());
            next.setDaemon(true);
            // If the system can't start a thread, the next connection tries again.
            next.start();
            thread = next;
        }
    }

    private synchronized boolean goesOn() {
        if (!health.hasOthersThan(own)) {
            thread = null;
        }
        return thread != null;
    }

    @Override
    public void run() {
        answered = System.nanoTime();
        try {
            do {
                Thread.sleep(pause.toMillis());
                beatAnyhow();
            } while (goesOn());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    /** Continues after any failure, even after lack of memory: nobody else would start the heartbeat again. */
    private void beatAnyhow() {
        try {
            beat();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.WARNING, "Could not ask the database whether it answers, and will try again", e);
        }
    }

    private void beat() {
        long begun = System.nanoTime();
        if (own != null && health.answers(own, answerSeconds)) {
            answered = begun;
            return;
        }
        close();
        try {
            // If it leads to another primary, this cuts the connections to the former one.
            own = opening.open();
            answered = System.nanoTime();
        } catch (SQLException e) {
            // A server that refuses one more connection answers too: MySQL's code stands beside a state of this class.
            if (e.getErrorCode() > 0 || !String.valueOf(e.getSQLState()).startsWith(NOT_REACHED)) {
                answered = System.nanoTime();
            } else if (System.nanoTime() - answered >= TimeUnit.SECONDS.toNanos(answerSeconds)) {
                int cut = health.cutOlderThan(begun);
                if (cut > 0) {
                    LOG.log(Level.WARNING, "The database does not answer. {0} connections to it are cut.", cut);
                }
            }
        }
    }

    private void close() {
        if (own != null) {
            own.cut();
            own = null;
        }
    }
}
