package dev.metabuilder.database.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

/** What an outage leaves in the log. */
class LogLinesTest {

    private final LogLines lines = new LogLines();

    private String line(Throwable thrown, Instant at) {
        LogRecord line = new LogRecord(Level.WARNING, "It can't be reached");
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
}
