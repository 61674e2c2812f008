package dev.metabuilder.database.server;

import java.util.Locale;
import java.util.function.BiConsumer;

/**
 * A line on the terminal that says how far a command is, written over itself. It takes what is done just now, and records
 * done, records in all, bytes done, bytes in all, records a second, bytes a second, and the seconds that are left; an
 * amount in all is 0 and the seconds are -1 where they are not known.
 */
final class ProgressLine implements BiConsumer<String, long[]> {
    private static final String ERASE = "\r\u001b[K";
    private static final double MEGABYTE = 1 << 20;
    private static final int MINUTE = 60;

    private final Console console;
    private boolean shown;

    ProgressLine(Console console) {
        this.console = console;
    }

    @Override
    public synchronized void accept(String step, long[] far) {
        if (!console.watched() || step.isEmpty()) {
            return;
        }
        StringBuilder line = new StringBuilder(step);
        if (far[0] > 0) {
            append(line, "%,d%s records, %,d a second", far[0], far[1] > 0 ? text(" of %,d", far[1]) : "", far[4]);
        }
        if (far[2] > 0) {
            String total = far[3] > 0 ? text(" of %,.1f", far[3] / MEGABYTE) : "";
            append(line, "%,.1f%s MiB, %,.1f a second", far[2] / MEGABYTE, total, far[5] / MEGABYTE);
        }
        if (far[6] >= 0) {
            append(line, "%d:%02d left", far[6] / MINUTE, far[6] % MINUTE);
        }
        console.error().print(ERASE + line);
        console.error().flush();
        shown = true;
    }

    private static void append(StringBuilder line, String format, Object... values) {
        line.append(line.indexOf(":") < 0 ? ": " : "; ").append(text(format, values));
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** Takes the line away. */
    synchronized void end() {
        if (shown) {
            console.error().print(ERASE);
            console.error().flush();
            shown = false;
        }
    }
}
