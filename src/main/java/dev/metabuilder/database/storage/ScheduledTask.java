package dev.metabuilder.database.storage;

import dev.metabuilder.database.errors.DatabaseException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A task that a timer starts, and that never fails for the container. Payara removes a timer for good when its method fails
 * twice in a row, by an exception or by a rollback, and a database outage must not cause that. So the timer's own method has
 * no transaction and only {@link #run runs} a method that has one.
 */
public final class ScheduledTask {

    private static final Logger LOG = Logger.getLogger(ScheduledTask.class.getName());

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
        } catch (RuntimeException e) {
            Level level = failing ? Level.FINE : Level.WARNING;
            failing = true;
            // The trace of a known failure would add nothing.
            LOG.log(level, "Failed, and will be tried again: " + name + ". " + e.getMessage(), unknown(e));
        }
    }

    private static Throwable unknown(RuntimeException e) {
        return e instanceof DatabaseException ? null : e;
    }
}
