package dev.metabuilder.database.platform;

import dev.metabuilder.database.platform.DatabaseFailure.Kind;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The failures of SQLite, by its error codes. */
final class SqliteFailures {

    /** The text that our connection, or the driver, adds to the message of a failed commit. */
    private static final Pattern COMMIT = Pattern.compile("\\bSQLite code (\\d+): |\\[SQLITE_CONSTRAINT");

    private static final Pattern CONSTRAINED = Pattern.compile("constraint failed: (\\w+)\\.(\\w+)");

    // SQLite's result codes.
    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int READONLY = 8;
    private static final int INTERRUPT = 9;
    private static final int IOERR = 10;
    private static final int CORRUPT = 11;
    private static final int FULL = 13;
    private static final int CANTOPEN = 14;
    private static final int CONSTRAINT = 19;
    private static final int NOTADB = 26;

    private SqliteFailures() {}

    /** Returns the failure. The driver has no SQLState; its code is SQLite's extended result code. */
    static DatabaseFailure of(String state, int code, String message) {
        if (!state.isEmpty()) {
            return null;
        }
        Kind kind =
                switch (code & 0xFF) {
                    case BUSY, LOCKED -> Kind.LOCKED;
                    case READONLY -> Kind.READ_ONLY;
                    case INTERRUPT -> Kind.STOPPED;
                    case IOERR -> Kind.DISK_FAILS;
                    case CORRUPT, NOTADB -> Kind.FILE_DAMAGED;
                    case FULL -> Kind.FULL;
                    case CANTOPEN -> Kind.UNREACHABLE;
                    case CONSTRAINT -> Kind.CONFLICT;
                    default -> null;
                };
        return kind == null ? null : new DatabaseFailure(kind, constraint(message));
    }

    static DatabaseFailure ofCommit(String text) {
        Matcher named = COMMIT.matcher(text);
        if (!named.find()) {
            return null;
        }
        DatabaseFailure known = named.group(1) == null
                ? new DatabaseFailure(Kind.CONFLICT, constraint(text))
                : of("", Integer.parseInt(named.group(1)), text);
        return known == null ? new DatabaseFailure(Kind.OTHER) : known;
    }

    private static String constraint(String message) {
        Matcher column = CONSTRAINED.matcher(message);
        return column.find() ? column.group(1) + " " + column.group(2) : "";
    }
}
