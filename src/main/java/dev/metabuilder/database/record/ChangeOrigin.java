package dev.metabuilder.database.record;

import java.util.function.Supplier;

/**
 * Who makes changes, and how. It belongs to the thread that works for the caller; the history of changes notes it.
 *
 * @param actor who: {@code service}, {@code nobody}, {@code user} with the key, {@code operator}, {@code server}, or
 *     {@code application} for code that calls the module itself
 * @param way how: one of the constants
 * @param requestId the id of the HTTP request, or null if there is none
 * @param jobId the id of the job, or null if there is none
 */
public record ChangeOrigin(String actor, String way, String requestId, String jobId) {

    /** A call of a method or of a route. */
    public static final String CALL = "call";

    /** An import. */
    public static final String IMPORT = "import";

    /** The defaults of an empty database. */
    public static final String INITIALIZATION = "initialization";

    /** Records of MetaBuilder's former database. */
    public static final String MIGRATION = "migration";

    /** Records of another database of this module. */
    public static final String COPY = "copy";

    /** What is undone by the history itself. */
    public static final String RESTORE = "restore";

    private static final ChangeOrigin APPLICATION = new ChangeOrigin("application", CALL, null, null);

    private static final ThreadLocal<ChangeOrigin> CURRENT = new ThreadLocal<>();

    /** Ends what has begun, and makes the origin before it the current one. */
    @FunctionalInterface
    public interface Scope extends AutoCloseable {

        @Override
        void close();
    }

    /** Returns the origin of what this thread does now. */
    public static ChangeOrigin current() {
        ChangeOrigin origin = CURRENT.get();
        return origin == null ? APPLICATION : origin;
    }

    /**
     * Makes this the origin of what the thread does until the scope is closed, which also ends those that have begun within it.
     * Where the work is one method, {@link #during} is enough.
     */
    public Scope begin() {
        ChangeOrigin before = CURRENT.get();
        CURRENT.set(this);
        return () -> {
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        };
    }

    /** Does some work, of which this is the origin. */
    public <R> R during(Supplier<R> work) {
        Scope scope = begin();
        try {
            return work.get();
        } finally {
            scope.close();
        }
    }

    /** Returns this origin with another way. */
    public ChangeOrigin by(String otherWay) {
        return new ChangeOrigin(actor, otherWay, requestId, jobId);
    }

    /** Returns this origin with another actor. */
    public ChangeOrigin of(String otherActor) {
        return new ChangeOrigin(otherActor, way, requestId, jobId);
    }

    /** Returns this origin with a job. */
    public ChangeOrigin ofJob(String job) {
        return new ChangeOrigin(actor, way, requestId, job);
    }
}
