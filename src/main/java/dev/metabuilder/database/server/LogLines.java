package dev.metabuilder.database.server;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines of the log: as the properties of {@link SimpleFormatter} say, with the id of the request before the message. What
 * fails in the same way as something did within the last minute is one line, without its trace: an outage, in which every
 * call fails, does not push out what was logged before. What the platform says of such a failure is left out then: three more
 * lines for one call, which has a line of ours with its id.
 */
public final class LogLines extends SimpleFormatter {

    /** The application names a thread so while it answers a request. */
    private static final Pattern REQUEST = Pattern.compile(" \\[([\\w.-]+)]$");

    private static final String OURS = "dev.metabuilder.";

    private static final long TRACE_MILLIS = Duration.ofMinutes(1).toMillis();

    /** As many frames from where it failed tell one way from another; what called that may differ. */
    private static final int FRAMES = 6;

    private static final int MOST_CAUSES = 20;
    private static final int MOST_KINDS = 1000;

    /** When a trace of each kind was last written, in milliseconds. */
    private final Map<String, Long> traces = new HashMap<>();

    @Override
    public synchronized String format(LogRecord line) {
        boolean ours = isOurs(line);
        Throwable thrown = line.getThrown();
        boolean repeats = thrown != null || (!ours && line.getLevel().intValue() >= Level.WARNING.intValue());
        if (!repeats || isFirst(kind(line), line.getInstant().toEpochMilli())) {
            return super.format(line);
        }
        if (!ours) {
            return "";
        }
        line.setThrown(null);
        try {
            return super.format(line).stripTrailing() + " (" + shortly(thrown)
                    + "; its trace is above, of the last minute)" + System.lineSeparator();
        } finally {
            // Other handlers get the same record.
            line.setThrown(thrown);
        }
    }

    /** Returns whether a line is written by ourselves, and so is never left out. */
    static boolean isOurs(LogRecord line) {
        return String.valueOf(line.getLoggerName()).startsWith(OURS);
    }

    private boolean isFirst(String kind, long now) {
        traces.values().removeIf(time -> now - time >= TRACE_MILLIS);
        if (traces.size() >= MOST_KINDS) {
            traces.clear();
        }
        return traces.putIfAbsent(kind, now) == null;
    }

    /** Returns what tells lines of one kind from others: what failed and where, or what is said where nothing has failed. */
    static String kind(LogRecord line) {
        StringBuilder kind = new StringBuilder(String.valueOf(line.getLoggerName()));
        Throwable last = line.getThrown();
        if (last == null) {
            return kind.append(' ')
                    .append(line.getMessage())
                    .append(Arrays.toString(line.getParameters()))
                    .toString();
        }
        for (int i = 0; i < MOST_CAUSES && last.getCause() != null; i++) {
            kind.append(' ').append(last.getClass().getName());
            last = last.getCause();
        }
        kind.append(' ').append(last.getClass().getName());
        Arrays.stream(last.getStackTrace()).limit(FRAMES).forEach(kind::append);
        return kind.toString();
    }

    private static String shortly(Throwable thrown) {
        String text = thrown.toString();
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }

    @Override
    public synchronized String formatMessage(LogRecord line) {
        Matcher request = REQUEST.matcher(Thread.currentThread().getName());
        return (request.find() ? "[" + request.group(1) + "] " : "") + super.formatMessage(line);
    }
}
