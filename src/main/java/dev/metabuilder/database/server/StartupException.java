package dev.metabuilder.database.server;

/** The server does not start. The message is for the operator: plain words, no SQL, no driver's text, no secret. */
final class StartupException extends RuntimeException {
    /** The exit code when something that the server needs is missing or refuses. */
    static final int FAILED = 1;

    /** The exit code when a setting makes no sense. */
    static final int WRONG_SETTING = 2;

    /** The exit code when the schema is not the one that this build needs, and nothing was to be changed. */
    static final int OTHER_SCHEMA = 3;

    private final int exitCode;

    /**
     * Says why the server does not start.
     *
     * @param exitCode the exit code of the process
     * @param message the reason, a sentence without its full stop
     * @param cause what the log should show, or null
     */
    StartupException(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /**
     * Makes a check, and has its refusal say what it is about.
     *
     * @param what in words
     */
    static void about(String what, Runnable check) {
        try {
            check.run();
        } catch (StartupException e) {
            throw new StartupException(e.exitCode, what + ": " + e.getMessage(), e.getCause());
        }
    }

    int exitCode() {
        return exitCode;
    }
}
