package dev.metabuilder.database.transfer;

import dev.metabuilder.database.errors.DatabaseException;
import dev.metabuilder.database.replacement.ReplacementReport;
import dev.metabuilder.database.storage.Progress;

/**
 * An import or an export, from its beginning: it can be watched and cancelled, and is remembered for a while after its end.
 */
public final class Job {

    /** What a job does. */
    public enum Kind {
        /** It brings an export in. */
        IMPORT,
        /** It writes an export. */
        EXPORT
    }

    /** What has become of a job. */
    public enum State {
        /** It is not done yet. */
        RUNNING,
        /** It is done, and an import has its report. */
        DONE,
        /** It failed, and has changed nothing. */
        FAILED,
        /** It was told to stop in time, and has changed nothing. */
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

    /** Returns its name, which nobody can guess. */
    public String id() {
        return id;
    }

    /** Returns what it does. */
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

    /** Returns what has become of it. */
    public State state() {
        return state;
    }

    /** Returns how far it is, and lets it be told to stop. */
    public Progress progress() {
        return progress;
    }

    /** Returns what an import did, null before it is done. */
    public ReplacementReport report() {
        return report;
    }

    /** Returns why it failed, null when it did not, or by a fault of ours, which the log tells. */
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
