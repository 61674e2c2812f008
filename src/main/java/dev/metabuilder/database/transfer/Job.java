package dev.metabuilder.database.transfer;

import dev.metabuilder.database.errors.DatabaseException;
import dev.metabuilder.database.replacement.ReplacementReport;
import dev.metabuilder.database.storage.Progress;

/**
 * An import or an export. It can be watched and cancelled while it runs, and stays known for a while after its end.
 */
public final class Job {

    /** The kind of work. */
    public enum Kind {
        /** Imports an export. */
        IMPORT,
        /** Writes an export. */
        EXPORT
    }

    /** The state of a job. */
    public enum State {
        /** It runs. */
        RUNNING,
        /** It has succeeded; an import has its report. */
        DONE,
        /** It failed, and has changed nothing. */
        FAILED,
        /** It was cancelled in time, and has changed nothing. */
        CANCELLED
    }

    private final String id;
    private final Kind kind;
    private final long startedAt = System.currentTimeMillis();
    private final Progress progress = new Progress();
    private volatile State state = State.RUNNING;
    private volatile long finishedAt;
    private volatile ReplacementReport report;
    private volatile DatabaseException failure;

    Job(String id, Kind kind) {
        this.id = id;
        this.kind = kind;
    }

    /** Returns its id, which nobody can guess. */
    public String id() {
        return id;
    }

    /** Returns the kind of work. */
    public Kind kind() {
        return kind;
    }

    /** Returns when it began, in ms since 1970. */
    public long startedAt() {
        return startedAt;
    }

    /** Returns when it ended, in ms since 1970, 0 while it runs. */
    public long finishedAt() {
        return finishedAt;
    }

    /** Returns the state. */
    public State state() {
        return state;
    }

    /** Returns the progress, which can also cancel the job. */
    public Progress progress() {
        return progress;
    }

    /** Returns the report of an import, or null before it has succeeded. */
    public ReplacementReport report() {
        return report;
    }

    /** Returns why it failed; null if it did not fail, or failed by an internal error, which the log has. */
    public DatabaseException failure() {
        return failure;
    }

    void done(ReplacementReport result) {
        report = result;
        end(State.DONE);
    }

    void failed(RuntimeException e) {
        failure = e instanceof DatabaseException known ? known : null;
        end(progress.isCancelled() ? State.CANCELLED : State.FAILED);
    }

    private void end(State last) {
        finishedAt = System.currentTimeMillis();
        state = last;
    }
}
