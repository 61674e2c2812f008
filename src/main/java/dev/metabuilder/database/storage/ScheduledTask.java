package dev.metabuilder.database.storage;

import dev.metabuilder.database.errors.DatabaseException;
import java.util.Collection;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A task that a timer starts, and that never fails for the container. Payara removes a timer for good when its method fails
 * twice in a row, by an exception or by a rollback, and a database outage must not cause that. So the timer's own method has
 * no transaction and only {@link #run runs} a method that has one.
 */
public final class ScheduledTask {

    private static final Logger LOG = Logger.getLogger(ScheduledTask.class.getName());

    /** How many further failures it keeps: more would make the log longer, not clearer. */
    private static final int MOST_TOLD = 10;

    private final String name;

    private volatile boolean failing;

    /**
     * Makes a task.
     *
     * @param name its name in the log
     */
    public ScheduledTask(String name) {
        this.name = name;
    }

    /** Does the work. A failure is logged once until the work succeeds again; the next expiration tries again. */
    public void run(Runnable work) {
        try {
            work.run();
            if (failing) {
                failing = false;
                LOG.log(Level.INFO, "Done again: {0}.", name);
            }
        } catch (RuntimeException | Error e) {
            Level level = failing ? Level.FINE : Level.WARNING;
            failing = true;
            // The trace of a known failure would add nothing.
            LOG.log(level, "Failed, and will be tried again: " + name + ". " + e.getMessage(), unknown(e));
        }
    }

    private static Throwable unknown(Throwable e) {
        return e instanceof DatabaseException ? null : e;
    }

    /**
     * Does independent pieces of work: a failure of one does not stop the following ones. A failure that all of them would
     * have, such as a locked or unreachable database, ends the work, because each piece would wait for it again.
     *
     * @throws RuntimeException the first failure, with further ones as suppressed exceptions
     */
    public static void runEach(Collection<Runnable> pieces) {
        RuntimeException first = null;
        for (Runnable piece : pieces) {
            try {
                piece.run();
            } catch (RuntimeException e) {
                if (first == null) {
                    first = e;
                } else if (e != first && first.getSuppressed().length < MOST_TOLD) {
                    first.addSuppressed(e);
                }
                if (ErrorTranslator.isOfWholeDatabase(e)) {
                    break;
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
