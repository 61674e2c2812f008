package dev.metabuilder.database.storage;

import dev.metabuilder.database.errors.UnavailableException;
import dev.metabuilder.database.model.Section;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The progress of long work, which other threads can watch and cancel. Cancelled work ends at its next check. */
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
     * @param name the name of the step
     * @param begun when it began, by {@link System#nanoTime()}
     * @param until the part of the whole work that is done after it, from 0 to 1
     * @param totalBytes how many bytes it processes, 0 if unknown
     * @param totalRecords how many records it processes, 0 if unknown
     */
    private record Step(String name, long begun, double until, long totalBytes, long totalRecords) {}

    /**
     * The state of the work.
     *
     * @param step the present step
     * @param section the present section, empty between sections
     * @param bytes how many bytes the step has processed
     * @param totalBytes how many bytes the step processes in all, 0 if unknown
     * @param records how many records the step has processed
     * @param totalRecords how many records the step processes in all, 0 if unknown
     * @param bytesPerSecond the speed of the step
     * @param recordsPerSecond the speed of the step
     * @param secondsLeft an estimate of the time until the end of the whole work, in seconds, -1 if unknown
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
     * Begins a new step.
     *
     * @param name the name of the step
     * @param until an estimate of the part of the whole work that is done after it, from 0 to 1
     * @param totalBytes how many bytes it processes, 0 if unknown
     * @param totalRecords how many records it processes, 0 if unknown
     * @throws UnavailableException if the work was cancelled
     */
    public synchronized void begin(String name, double until, long totalBytes, long totalRecords) {
        check();
        before = step.until();
        section = "";
        bytes = 0;
        records = 0;
        step = new Step(name, System.nanoTime(), until, totalBytes, totalRecords);
    }

    /** Sets the present section. */
    public void at(Section<?> now) {
        section = now.name();
    }

    /** Counts a record. Only the working thread may call this. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    public void record() {
        records++;
        check();
    }

    /** Sets how many bytes the step has processed. */
    public void bytes(long done) {
        bytes = done;
        check();
    }

    /**
     * Checks that the work was not cancelled.
     *
     * @throws UnavailableException if it was
     */
    public void check() {
        if (cancelled) {
            throw new UnavailableException("The work was cancelled; it has changed nothing.", null);
        }
    }

    /** Sets the statement for which the work waits, or null for none. */
    public synchronized void waitsFor(Statement statement) {
        running = statement;
        if (statement != null) {
            check();
        }
    }

    /** Cancels the work. Unless it is already committed, it changes nothing. */
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

    /** Returns whether the work was cancelled. */
    public boolean isCancelled() {
        return cancelled;
    }

    /** Returns the present state. */
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
