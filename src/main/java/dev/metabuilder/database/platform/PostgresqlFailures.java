package dev.metabuilder.database.platform;

import dev.metabuilder.database.platform.DatabaseFailure.Kind;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The failures of PostgreSQL, by its error codes. */
final class PostgresqlFailures {

    /** The text that our connection adds to the message of a failed commit. */
    private static final Pattern COMMIT = Pattern.compile("\\bSQLState (\\w{5}): ");

    /** The names of constraints in our changelog. */
    private static final Pattern CONSTRAINT = Pattern.compile("\\b(\\w+?)_(?:key|pkey|fkey)\\b");

    private PostgresqlFailures() {}

    static DatabaseFailure of(String state, String message) {
        Kind kind =
                switch (state) {
                    case "40001", "40P01" -> Kind.ROLLED_BACK;
                    case "55P03" -> Kind.BUSY;
                    case "57014" -> Kind.STOPPED;
                    case "25006" -> Kind.READ_ONLY;
                    case "XX001", "XX002" -> Kind.PART_DAMAGED;
                    // Time limits of an operator, which end the session.
                    case "25P03", "25P04" -> Kind.CONNECTION_LOST;
                    default -> kindByClass(state);
                };
        return kind == null ? null : new DatabaseFailure(kind, constraint(message));
    }

    private static Kind kindByClass(String state) {
        if (state.startsWith("57P")) {
            return Kind.CONNECTION_LOST;
        }
        return switch (state.isEmpty() ? "" : state.substring(0, 2)) {
            case "23" -> Kind.CONFLICT;
            case "53" -> Kind.FULL;
            case "08" -> Kind.CONNECTION_LOST;
            case "28" -> Kind.UNREACHABLE;
            default -> null;
        };
    }

    static DatabaseFailure ofCommit(String text) {
        Matcher named = COMMIT.matcher(text);
        if (named.find()) {
            DatabaseFailure known = of(named.group(1), text);
            return known == null ? new DatabaseFailure(Kind.OTHER) : known;
        }
        String constraint = constraint(text);
        return constraint.isEmpty() ? null : new DatabaseFailure(Kind.CONFLICT, constraint);
    }

    private static String constraint(String message) {
        Matcher name = CONSTRAINT.matcher(message);
        return name.find() ? name.group(1).replace('_', ' ') : "";
    }
}
