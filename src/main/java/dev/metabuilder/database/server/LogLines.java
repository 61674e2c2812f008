package dev.metabuilder.database.server;

import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines of the log: as the properties of {@link SimpleFormatter} say, with the id of the request before the message. */
public final class LogLines extends SimpleFormatter {

    /** The application names a thread so while it answers a request. */
    private static final Pattern REQUEST = Pattern.compile(" \\[([\\w.-]+)]$");

    @Override
    public synchronized String formatMessage(LogRecord line) {
        Matcher request = REQUEST.matcher(Thread.currentThread().getName());
        return (request.find() ? "[" + request.group(1) + "] " : "") + super.formatMessage(line);
    }
}
