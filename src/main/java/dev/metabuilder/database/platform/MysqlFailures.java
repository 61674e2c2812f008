package dev.metabuilder.database.platform;

import dev.metabuilder.database.platform.DatabaseFailure.Kind;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What MySQL and MariaDB say of failures. */
final class MysqlFailures {

    /** The name of a key, at the end: before it stands a value, which may look like anything. MySQL writes the table before it. */
    private static final Pattern KEY =
            Pattern.compile(".* for key '(?:\\w+\\.)?(\\w+?)_(?:key|pkey)'\\s*$", Pattern.DOTALL);

    private static final Pattern FOREIGN_KEY = Pattern.compile("CONSTRAINT `(\\w+?)_fkey`");

    /** The text that our connection adds to the message of a failed commit. */
    private static final Pattern COMMIT = Pattern.compile("\\bError (\\d+) \\((\\w*)\\): ");

    private static final int LOCK_TIMEOUT = 1205;
    private static final int NO_WAIT = 3572;

    private MysqlFailures() {}

    /** Returns whether a lock that was not to be waited for is held: each of the two has its code. */
    static boolean isHeld(int code) {
        return code == LOCK_TIMEOUT || code == NO_WAIT;
    }

    /** Only these two have both a state and a code of their own; what the driver itself notices has a state alone. */
    static DatabaseFailure of(String state, int code, String message) {
        if (state.isEmpty() || code <= 0) {
            return null;
        }
        Kind kind =
                switch (code) {
                    // A duplicate, and references: from, to, and both in the words of old versions.
                    case 1062, 1586, 1451, 1452, 1216, 1217, 1761, 1762 -> Kind.CONFLICT;
                    // Changed since it was read, and a deadlock, also of a commit with another node of a cluster.
                    case 1020, 1213 -> Kind.ROLLED_BACK;
                    case LOCK_TIMEOUT, 1206, NO_WAIT, 3058 -> Kind.BUSY;
                    case 1317, 1969, 3024 -> Kind.STOPPED;
                    case 1036, 1290, 1792, 1836, 3100 -> Kind.READ_ONLY;
                    case 1034, 1035, 1194, 1195, 1712, 1877 -> Kind.PART_DAMAGED;
                    case 1026, 1023, 1024 -> Kind.DISK_FAILS;
                    case 1021, 1041, 1037, 1038, 1040, 1114, 1129, 1135, 1203, 1226 -> Kind.FULL;
                    case 1044, 1045, 1049, 1130, 1251, 1698 -> Kind.UNREACHABLE;
                    case 1053, 1077, 1079, 1152, 1158, 1159, 1160, 1161, 1184, 1927, 2006, 2013, 3169, 4031 ->
                        Kind.CONNECTION_LOST;
                    default -> state.startsWith("08") ? Kind.CONNECTION_LOST : Kind.OTHER;
                };
        return new DatabaseFailure(kind, kind == Kind.CONFLICT ? constraint(message) : "");
    }

    static DatabaseFailure ofCommit(String text) {
        Matcher named = COMMIT.matcher(text);
        return named.find() ? of(named.group(2), Integer.parseInt(named.group(1)), text) : null;
    }

    private static String constraint(String message) {
        Matcher key = KEY.matcher(message);
        if (key.matches()) {
            return key.group(1).replace('_', ' ');
        }
        Matcher reference = FOREIGN_KEY.matcher(message);
        return reference.find() ? reference.group(1).replace('_', ' ') : "";
    }
}
