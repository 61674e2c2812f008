package dev.metabuilder.database.platform;

import java.sql.SQLException;
import java.util.Objects;
import java.util.function.Function;

/**
 * What kind of failure a database reports, in one form for all databases.
 *
 * @param kind what kind of failure it is
 * @param constraint in a conflict, what the constraint is about, in words; empty when that is not known
 */
public record DatabaseFailure(Kind kind, String constraint) {

    /** What kind of failure it is. */
    public enum Kind {
        /** A key or a unique value is taken, or a reference points nowhere. */
        CONFLICT,
        /** Other transactions stand in the way; the whole transaction is worth another try. */
        BUSY,
        /** Another program has locked the database. */
        LOCKED,
        /** The database takes no writes. */
        READ_ONLY,
        /** A part of the database is damaged, perhaps one index, which an operator can rebuild while the server runs. */
        PART_DAMAGED,
        /** A page of the file is damaged. */
        FILE_DAMAGED,
        /** The disk fails; nobody knows what it has kept. */
        DISK_FAILS,
        /** There is no room left, or no connection. */
        FULL,
        /** The connection is gone, and with it the answer. */
        CONNECTION_LOST,
        /** The database lets nobody in. */
        UNREACHABLE,
        /** Any other, which is a fault of ours. */
        OTHER
    }

    DatabaseFailure(Kind kind) {
        this(kind, "");
    }

    /** Returns what a driver's exception tells of; {@link Kind#OTHER} when no database knows it. */
    public static DatabaseFailure of(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        DatabaseFailure known =
                first(dialect -> dialect.failure(state, e.getErrorCode(), String.valueOf(e.getMessage())));
        return known == null ? new DatabaseFailure(Kind.OTHER) : known;
    }

    /**
     * Returns what the text of a commit that has failed tells of: the container keeps nothing else of it. It is null when the
     * text has no code, as with a datasource that is not the launcher's, and no name of a constraint.
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
