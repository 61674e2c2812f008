package dev.metabuilder.database.launch;

/**
 * The result of a command.
 *
 * @param status whether it has succeeded
 * @param message one or more lines for the operator
 */
public record CommandResult(Status status, String message) {

    /** Whether a command has succeeded. */
    public enum Status {
        /** It has succeeded. */
        DONE,
        /** It failed, and changed nothing. */
        FAILED,
        /** The comparison has shown that the schema is not the one that this build needs. */
        OTHER_SCHEMA
    }
}
