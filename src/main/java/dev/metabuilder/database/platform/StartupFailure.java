package dev.metabuilder.database.platform;

/** Why the module refuses to start, for the launcher in the same process, which ends the process with these words. */
public final class StartupFailure {

    private static final String PROPERTY = "metabuilder.startup.failure";

    private StartupFailure() {}

    /** Leaves the reason for the launcher, the first one only, and returns what to throw. */
    public static IllegalStateException because(String reason, Throwable cause) {
        if (System.getProperty(PROPERTY) == null) {
            System.setProperty(PROPERTY, reason);
        }
        return new IllegalStateException(reason, cause);
    }
}
