package dev.metabuilder.database.server;

/** The server does not start. The message is for the operator, without SQL, a driver's text or a secret. */
final class StartupException extends RuntimeException {
    /** The exit code if something that the server needs is missing or refuses. */
    static final int FAILED = 1;

    /** The exit code if a setting is invalid. */
    static final int WRONG_SETTING = 2;

    /** The exit code of a comparison that finds another schema than the one that this build needs. */
    static final int OTHER_SCHEMA = 3;

    private final int exitCode;

    /**
     * Makes an exception.
     *
     * @param exitCode the exit code of the process
     * @param message the reason, a sentence without its full stop
     * @param cause the cause for the log, or null
     */
    StartupException(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /**
     * Runs a check, and adds to the message of its failure what the check is about.
     *
     * @param what the subject of the check, in words
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
