package dev.metabuilder.database.server;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Asks PostgreSQL again and again whether it answers, by a connection of its own, for as long as the datasource has others.
 * Calls that a server which hangs does not answer hold their connections. When they hold all that the pool may have, nobody
 * opens another one, and nobody would find out that the server hangs, or that another host is the primary now. Behind a
 * pooler there is none: it does not answer either when all of its own connections are busy, and has time limits of its own.
 */
final class PostgresqlHeartbeat implements Runnable {
    private static final Logger LOG = Logger.getLogger(PostgresqlHeartbeat.class.getName());
    static final Duration PAUSE = Duration.ofSeconds(2);
    static final int ANSWER_SECONDS = 5;

    /** Of what the driver says when it has not come to a server, or has got no answer. Any other failure is an answer. */
    private static final String NOT_REACHED = "08";

    private final PostgresqlHealth health;
    private final Opening opening;
    private final Duration pause;
    private final int answerSeconds;
    private PostgresqlConnection own;
    private Thread thread;

    /** When the server has answered last. */
    private long answered;

    /** How to open a connection like those of the pool. */
    @FunctionalInterface
    interface Opening {
        /** Opens one, and lets the others know. */
        PostgresqlConnection open() throws SQLException;
    }

    /**
     * Makes one that has not begun.
     *
     * @param pause between a beat and the next
     * @param answerSeconds how long an answer may take
     */
    PostgresqlHeartbeat(PostgresqlHealth health, Opening opening, Duration pause, int answerSeconds) {
        this.health = health;
        this.opening = opening;
        this.pause = pause;
        this.answerSeconds = answerSeconds;
    }

    /** Goes on, or begins; to be called when a connection has been opened. */
    synchronized void start() {
        if (thread == null) {
            // Nothing of the call that happens to be the first one.
            Thread next = new Thread(null, this, "postgresql-heartbeat", 0, false);
            next.setContextClassLoader(getClass().getClassLoader());
            next.setDaemon(true);
            // Where the system has no room for a thread, the next connection tries again.
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

    /** Nobody would begin again after a failure that nobody expects, such as one for want of memory. */
    private void beatAnyhow() {
        try {
            beat();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.WARNING, "Could not ask PostgreSQL whether it answers, and will try again", e);
        }
    }

    private void beat() {
        long begun = System.nanoTime();
        if (own != null && own.answers(answerSeconds)) {
            answered = begun;
            return;
        }
        close();
        try {
            // Where it leads to another primary, those that lead to the former one are cut.
            own = opening.open();
            answered = System.nanoTime();
        } catch (SQLException e) {
            if (!String.valueOf(e.getSQLState()).startsWith(NOT_REACHED)) {
                answered = System.nanoTime();
            } else if (System.nanoTime() - answered >= TimeUnit.SECONDS.toNanos(answerSeconds)) {
                int cut = health.cutOlderThan(begun);
                if (cut > 0) {
                    LOG.log(Level.WARNING, "PostgreSQL does not answer. {0} connections to it are cut.", cut);
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
