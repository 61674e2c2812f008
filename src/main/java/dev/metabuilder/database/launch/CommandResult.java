package dev.metabuilder.database.launch;

/**
 * What has become of a command.
 *
 * @param status in short
 * @param message in a line, or several, for the operator
 */
public record CommandResult(Status status, String message) {

    /** What has become of a command, in short. */
    public enum Status {
        /** It is done. */
        DONE,
        /** It failed, and changed nothing. */
        FAILED,
        /** The schema was compared, and is not the one that this build needs. */
        OTHER_SCHEMA
    }
}
