package dev.metabuilder.database.storage;

import dev.metabuilder.database.errors.UnavailableException;
import dev.metabuilder.database.model.Section;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The progress of long work, for other threads to watch. When it is stopped, the work ends at its next step. */
public final class Progress {

    private static final Logger LOG = Logger.getLogger(Progress.class.getName());

    private final long begun = System.nanoTime();
    private volatile boolean cancelled;
    private volatile Step step = new Step("", 0, 0, 0, 0);
    private volatile String section = "";
    private volatile long bytes;
    private volatile long records;
    private Statement running;

    /**
     * A step of the work.
     *
     * @param name what is done
     * @param begun when it began, by {@link System#nanoTime()}
     * @param until how much of the whole work is done with it, from 0 to 1
     * @param totalBytes how many bytes it goes over, 0 where that is not known
     * @param totalRecords how many records it goes over, 0 where that is not known
     */
    private record Step(String name, long begun, double until, long totalBytes, long totalRecords) {}

    /**
     * How far the work is.
     *
     * @param step what it does just now
     * @param section the section that it is at, empty between sections
     * @param bytes how many bytes the step has done
     * @param totalBytes how many bytes the step has to do, 0 where that is not known
     * @param records how many records the step has done
     * @param totalRecords how many records the step has to do, 0 where that is not known
     * @param bytesPerSecond how fast the step goes
     * @param recordsPerSecond how fast the step goes
     * @param secondsLeft how long the whole work may still take, -1 while nothing can be said
     */
    public record Snapshot(
            String step,
            String section,
            long bytes,
            long totalBytes,
            long records,
            long totalRecords,
            long bytesPerSecond,
            long recordsPerSecond,
            long secondsLeft) {}

    private double before;

    /**
     * A new step of the work begins.
     *
     * @param name what is done
     * @param until how much of the whole work is done with it, from 0 to 1, as a guess
     * @param totalBytes how many bytes it goes over, 0 where that is not known
     * @param totalRecords how many records it goes over, 0 where that is not known
     * @throws UnavailableException when the work was told to stop
     */
    public synchronized void begin(String name, double until, long totalBytes, long totalRecords) {
        check();
        before = step.until();
        section = "";
        bytes = 0;
        records = 0;
        step = new Step(name, System.nanoTime(), until, totalBytes, totalRecords);
    }

    /** The step has come to a section. */
    public void at(Section<?> now) {
        section = now.name();
    }

    /** The step has done one more record. Only the thread that works calls this. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    public void record() {
        records++;
        check();
    }

    /** The step has come so many bytes far. */
    public void bytes(long done) {
        bytes = done;
        check();
    }

    /**
     * Goes on, unless the work was told to stop.
     *
     * @throws UnavailableException when it was
     */
    public void check() {
        if (cancelled) {
            throw new UnavailableException("The work was cancelled; it has changed nothing.", null);
        }
    }

    /** The work waits for a statement, or no longer for any: null. */
    public synchronized void waitsFor(Statement statement) {
        running = statement;
        if (statement != null) {
            check();
        }
    }

    /** Tells the work to stop; it will have changed nothing, unless it was done already. */
    public synchronized void cancel() {
        cancelled = true;
        if (running != null) {
            try {
                running.cancel();
            } catch (SQLException e) {
                LOG.log(Level.FINE, "A statement could not be cancelled; its work ends after it", e);
            }
        }
    }

    /** Returns whether the work was told to stop. */
    public boolean isCancelled() {
        return cancelled;
    }

    /** Returns how far the work is. */
    public synchronized Snapshot snapshot() {
        long now = System.nanoTime();
        double seconds = Math.max(1, now - step.begun()) / 1e9;
        double part = step.totalBytes() > 0
                ? (double) bytes / step.totalBytes()
                : step.totalRecords() > 0 ? (double) records / step.totalRecords() : 0;
        double done = before + (step.until() - before) * Math.min(1, part);
        double left = (now - begun) / 1e9 * (1 - done) / done;
        return new Snapshot(
                step.name(),
                section,
                bytes,
                step.totalBytes(),
                records,
                step.totalRecords(),
                Math.round(bytes / seconds),
                Math.round(records / seconds),
                done > 0 ? (long) Math.ceil(left) : -1);
    }
}
