package dev.metabuilder.database.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class LogFileTest {

    @TempDir
    private Path data;

    private final ByteArrayOutputStream console = new ByteArrayOutputStream();

    /** Takes the shipped properties of our handlers, and leaves all others as they are. */
    @BeforeEach
    void configure() throws IOException {
        LogFile.tellOn(new PrintStream(console, true, StandardCharsets.UTF_8));
        byte[] shipped = Files.readAllBytes(Path.of("server-config/logging.properties"));
        LogManager.getLogManager()
                .updateConfiguration(
                        new ByteArrayInputStream(shipped),
                        key -> (before, now) -> key.startsWith(LogFile.class.getName()) ? now : before);
    }

    @AfterEach
    void forget() {
        LogFile.tellOn(System.err);
    }

    private Path in(String name) throws IOException {
        Path folder = data.resolve(name);
        Files.createDirectories(folder.resolve("log"));
        LogFile.in(folder);
        return folder.resolve("log");
    }

    private static LogRecord line(String text, Throwable thrown) {
        LogRecord line = new LogRecord(Level.WARNING, text);
        line.setLoggerName(LogFileTest.class.getName());
        line.setThrown(thrown);
        return line;
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }

    private String told() {
        String text = console.toString(StandardCharsets.UTF_8);
        console.reset();
        return text;
    }

    /** Where a locale has no such letters, the server does not start. */
    @Test
    void aDataFolderMayHaveAnyLettersAndWhatIsWrittenIsItsOwnersAlone() throws Exception {
        String letters = "UTF-8".equals(System.getProperty("sun.jnu.encoding")) ? "\u00e4\u65e5\u672c" : "a";
        Path log = in(letters + " 100% #?");
        Handler handler = new LogFile();
        Handler audit = new LogFile.OfAudit();
        handler.publish(line("written", null));
        audit.publish(line("done", null));
        handler.close();
        audit.close();
        for (String name : List.of("server.0.log", "audit.0.log")) {
            String text = Files.readString(log.resolve(name));
            assertEquals(1, count(text, name.startsWith("server") ? "written" : "done"), text);
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(log.resolve(name))));
        }
        assertEquals("", told());
    }

    @Test
    void whatNoFileTakesIsToldOnTheConsoleOnceOfEachKind() throws Exception {
        Path log = in("full");
        Files.createSymbolicLink(log.resolve("server.0.log"), Path.of("/dev/full"));
        Handler handler = new LogFile();
        for (int i = 0; i < 100; i++) {
            handler.publish(line("A fault of ours", new IllegalStateException("no room")));
            assertFalse(LogFile.isWritten());
        }
        String first = told();
        assertEquals(1, count(first, "A fault of ours"), first);
        assertTrue(first.contains("\tat " + LogFileTest.class.getName()), first);
        handler.publish(line("Another", null));
        handler.publish(line("Another", null));
        assertEquals(1, count(told(), "Another"));
        handler.close();
        handler.publish(line("Nothing of it is told when all is over", null));
        assertEquals("", told());
    }

    @Test
    void eachLineOfTheAuditIsTold() throws Exception {
        Path log = in("full");
        Files.createSymbolicLink(log.resolve("audit.0.log"), Path.of("/dev/full"));
        Handler audit = new LogFile.OfAudit();
        for (int i = 0; i < 3; i++) {
            audit.publish(line("{}", null));
        }
        assertEquals(3, count(told(), "{}"));
        audit.close();
    }
}
