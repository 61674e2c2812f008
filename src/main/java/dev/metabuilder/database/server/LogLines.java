package dev.metabuilder.database.server;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Formats the lines of the log by the properties of {@link SimpleFormatter}, with the id of the request before the message.
 * If the same failure was logged within the last minute, the line has no stack trace: an outage, in which every call fails,
 * must not push out earlier lines. It then drops the platform's lines about the same failure, three for each call, which
 * also has our line with its id.
 */
public final class LogLines extends SimpleFormatter {

    /** The end of a thread's name while it answers a request. */
    private static final Pattern REQUEST = Pattern.compile(" \\[([\\w.-]+)]$");

    private static final String OURS = "dev.metabuilder.";

    private static final long TRACE_MILLIS = Duration.ofMinutes(1).toMillis();

    /** Failures with this many equal frames, from where they failed, count as the same; their callers may differ. */
    private static final int FRAMES = 6;

    private static final int MOST_CAUSES = 20;
    private static final int MOST_KINDS = 1000;

    /** When the last stack trace of each kind was written, in ms since the Unix epoch. */
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
            // Other handlers get the same record, so it restores the exception.
            line.setThrown(thrown);
        }
    }

    /** Returns whether the line is from our own code, so that it is never dropped. */
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

    /** Returns the kind of a line: the failure and its place, or, without a failure, the message. */
    static String kind(LogRecord line) {
        StringBuilder kind = new StringBuilder(String.valueOf(line.getLoggerName()));
        if (line.getThrown() == null) {
            return kind.append(' ')
                    .append(line.getMessage())
                    .append(Arrays.toString(line.getParameters()))
                    .toString();
        }
        List<Throwable> causes = causes(line.getThrown());
        causes.forEach(cause -> kind.append(' ').append(cause.getClass().getName()));
        Throwable last = causes.get(causes.size() - 1);
        // A driver throws what the database told it at one place, whatever it is: only the code differs.
        if (last instanceof SQLException failure) {
            kind.append(' ').append(failure.getSQLState()).append(' ').append(failure.getErrorCode());
        }
        Arrays.stream(last.getStackTrace()).limit(FRAMES).forEach(kind::append);
        return kind.toString();
    }

    /** Returns a failure and its causes, the outermost first. */
    private static List<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .limit(MOST_CAUSES)
                .toList();
    }

    /** Returns the first line of the last cause, which says what failed; our message says what that kept from being done. */
    private static String shortly(Throwable thrown) {
        List<Throwable> causes = causes(thrown);
        String text = causes.get(causes.size() - 1).toString();
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }

    @Override
    public synchronized String formatMessage(LogRecord line) {
        Matcher request = REQUEST.matcher(Thread.currentThread().getName());
        return (request.find() ? "[" + request.group(1) + "] " : "") + super.formatMessage(line);
    }
}
