package dev.metabuilder.database.platform;

import dev.metabuilder.database.launch.LauncherHolder;

/** Why the module refuses to start, for the launcher in the same process, which ends the process with these words. */
public final class StartupFailure {

    private StartupFailure() {}

    /** Tells the launcher the reason, and returns what to throw. */
    public static IllegalStateException because(String reason, Throwable cause) {
        LauncherHolder.get().refused(reason);
        return new IllegalStateException(reason, cause);
    }
}
