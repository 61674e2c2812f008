package dev.metabuilder.database.server;

import dev.metabuilder.database.launch.CommandProgress;
import java.util.Locale;

/** Shows the progress of a command on one line of the terminal. */
final class ProgressLine {
    private static final String ERASE = "\r\u001b[K";
    private static final double MEGABYTE = 1 << 20;
    private static final int MINUTE = 60;

    private final Console console;
    private boolean shown;

    ProgressLine(Console console) {
        this.console = console;
    }

    /** Shows the progress. */
    synchronized void show(CommandProgress far) {
        if (!console.watched() || far.step().isEmpty()) {
            return;
        }
        StringBuilder line = new StringBuilder(far.step());
        if (far.records() > 0) {
            append(
                    line,
                    "%,d%s records, %,d a second",
                    far.records(),
                    far.totalRecords() > 0 ? text(" of %,d", far.totalRecords()) : "",
                    far.recordsPerSecond());
        }
        if (far.bytes() > 0) {
            String total = far.totalBytes() > 0 ? text(" of %,.1f", far.totalBytes() / MEGABYTE) : "";
            append(line, "%,.1f%s MiB, %,.1f a second", far.bytes() / MEGABYTE, total, far.bytesPerSecond() / MEGABYTE);
        }
        if (far.secondsLeft() >= 0) {
            append(line, "%d:%02d left", far.secondsLeft() / MINUTE, far.secondsLeft() % MINUTE);
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

    /** Removes the line. */
    synchronized void end() {
        if (shown) {
            console.error().print(ERASE);
            console.error().flush();
            shown = false;
        }
    }
}
