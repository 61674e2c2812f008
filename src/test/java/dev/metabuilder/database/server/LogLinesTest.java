package dev.metabuilder.database.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

/** The lines that an outage leaves in the log. */
class LogLinesTest {

    private final LogLines lines = new LogLines();
    private final Set<String> traced = new HashSet<>();

    private String line(Throwable thrown, Instant at) {
        return line("dev.metabuilder.database.Test", Level.WARNING, "It can't be reached", thrown, at);
    }

    private String line(String logger, Level level, String text, Throwable thrown, Instant at) {
        LogRecord line = new LogRecord(level, text);
        line.setLoggerName(logger);
        line.setInstant(at);
        line.setThrown(thrown);
        return lines.format(line);
    }

    private static Throwable refused(String detail) {
        return new IllegalStateException(new java.io.IOException(detail));
    }

    @Test
    void aKindOfFailureHasItsTraceOnceAMinute() {
        Instant start = Instant.parse("2026-11-27T12:00:00Z");
        for (int i = 0; i <= 60; i++) {
            String text = line(refused("number " + i), start.plusSeconds(i));
            assertEquals(i % 60 == 0, text.contains("\tat "), text);
            assertTrue(text.contains("number " + i), text);
            assertTrue(i % 60 == 0 || text.strip().lines().count() <= 2, text);
        }
    }

    @Test
    void anotherKindHasItsOwn() {
        Instant start = Instant.parse("2026-11-27T12:00:00Z");
        assertTrue(line(refused("one"), start).contains("\tat "));
        assertTrue(line(new IllegalArgumentException("elsewhere"), start).contains("\tat "));
    }

    /** A driver throws them at one place, and an application may wrap them in the same exception. */
    @Test
    void whatTheDatabaseToldIsToldForEachCode() {
        Instant start = Instant.parse("2026-11-27T12:00:00Z");
        for (String state : List.of("57P01", "25P04", "57P01", "25P04")) {
            String text =
                    line(new IllegalStateException("not done", new SQLException("told as " + state, state)), start);
            boolean first = traced.add(state);
            assertEquals(first, text.contains("\tat "), text);
            assertTrue(text.contains("told as " + state), text);
        }
    }

    /** Payara and EclipseLink say three lines of a call that fails, beside ours. */
    @Test
    void thePlatformSaysTheSameOnceAMinute() {
        Instant start = Instant.parse("2026-11-27T12:00:00Z");
        for (int i = 0; i <= 60; i++) {
            Instant at = start.plusSeconds(i);
            boolean first = i % 60 == 0;
            String trace = line("jakarta.enterprise.ejb.container", Level.WARNING, "", refused("number " + i), at);
            assertEquals(first, trace.contains("\tat "), trace);
            assertEquals(first, !trace.isEmpty(), trace);
            String said = line("jakarta.enterprise.ejb.container", Level.WARNING, "An exception", null, at);
            assertEquals(first, said.contains("An exception"), said);
            String other = line("jakarta.enterprise.ejb.container", Level.WARNING, "Number " + i, null, at);
            assertTrue(other.contains("Number " + i), other);
            String information = line("jakarta.enterprise.web", Level.INFO, "Loading", null, at);
            assertTrue(information.contains("Loading"), information);
            String ours = line("dev.metabuilder.database.Test", Level.WARNING, "Ours", null, at);
            assertTrue(ours.contains("Ours"), ours);
        }
    }
}
