package dev.metabuilder.database.platform;

import dev.metabuilder.database.launch.LauncherHolder;

/** Refers the reader of a message to the log, unless the log could not be written. */
public final class ServerLog {

    private ServerLog() {}

    /**
     * Returns the end of a sentence about something that was just logged.
     *
     * @param does the verb and object, such as {@code says why}
     */
    public static String reference(String does) {
        return LauncherHolder.get().hasWrittenLog() ? "; the log " + does + "." : ", and the log could not be written.";
    }
}
