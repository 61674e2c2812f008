package dev.metabuilder.database.platform;

import java.sql.SQLException;
import java.util.Objects;
import java.util.function.Function;

/**
 * A failure that a database reports, in one form for all databases.
 *
 * @param kind the kind of failure
 * @param constraint the table and column of a conflict's constraint, in words; empty if unknown
 */
public record DatabaseFailure(Kind kind, String constraint) {

    /** The kind of a failure. */
    public enum Kind {
        /** A key or a unique value exists already, or a reference points to a missing row. */
        CONFLICT,
        /** The database has rolled back the transaction because of others: a deadlock, or they changed the same. */
        ROLLED_BACK,
        /** Other transactions are in the way, for longer than the call may wait. */
        BUSY,
        /** A statement was stopped, because it took longer than it may or because an operator said so. */
        STOPPED,
        /** Another program has locked the database. */
        LOCKED,
        /** The database is read-only. */
        READ_ONLY,
        /** A part of the database is damaged, perhaps one index, which an operator can rebuild while the server runs. */
        PART_DAMAGED,
        /** A page of the file is damaged. */
        FILE_DAMAGED,
        /** The disk fails; nobody knows what it has stored. */
        DISK_FAILS,
        /** There is no room or no connection left. */
        FULL,
        /** The connection was lost, and with it the answer. */
        CONNECTION_LOST,
        /** The database accepts no connection. */
        UNREACHABLE,
        /** Any other failure, which is an internal error. */
        OTHER
    }

    DatabaseFailure(Kind kind) {
        this(kind, "");
    }

    /** Returns the failure of a driver's exception, or {@link Kind#OTHER} if no dialect knows it. */
    public static DatabaseFailure of(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        DatabaseFailure known =
                first(dialect -> dialect.failure(state, e.getErrorCode(), String.valueOf(e.getMessage())));
        return known == null ? new DatabaseFailure(Kind.OTHER) : known;
    }

    /**
     * Returns the failure of a commit by its text, which is all that the container keeps. It returns null if the text has
     * neither an error code, as with a datasource that is not the launcher's, nor the name of a constraint.
     */
    public static DatabaseFailure ofCommit(String text) {
        return first(dialect -> dialect.failureOfCommit(text));
    }

    private static DatabaseFailure first(Function<Dialect, DatabaseFailure> ask) {
        return Dialect.all().stream()
                .map(ask)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
