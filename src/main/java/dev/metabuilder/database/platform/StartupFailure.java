package dev.metabuilder.database.platform;

import dev.metabuilder.database.launch.LauncherHolder;

/** Tells the launcher why the module refuses to start; the launcher shows the reason and ends the process. */
public final class StartupFailure {

    private StartupFailure() {}

    /** Tells the launcher the reason, and returns the exception to throw. */
    public static IllegalStateException because(String reason, Throwable cause) {
        LauncherHolder.get().refused(reason);
        return new IllegalStateException(reason, cause);
    }
}
