package dev.metabuilder.database.server;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.FileHandler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;

/**
 * Writes the files of a log, only for the owner of the server. The properties are those of {@link FileHandler}, after the
 * name of this class. A pattern that is not an absolute path is within the log folder. The properties do not contain the
 * name of that folder, because Payara reads them again and changes letters beyond ASCII. A line that can't be written to the
 * file goes to the console.
 */
public class LogFile extends FileHandler {

    /** How many kinds of lines go to the console while the file can't be written. */
    private static final int MOST_KINDS = 100;

    private static final AtomicBoolean WRITTEN = new AtomicBoolean();
    private static volatile Path folder = Path.of("").toAbsolutePath();
    private static volatile PrintStream console = System.err;

    /** The kinds of lines that have gone to the console since the last line in the file. */
    private final Set<String> told = new HashSet<>();

    private final LogLines onConsole = new LogLines();
    private boolean lost;
    private boolean closed;

    /** Opens the log of the server or of a command. */
    public LogFile() throws IOException {
        this(LogFile.class);
    }

    private LogFile(Class<? extends LogFile> type) throws IOException {
        super(pattern(type), number(type, "limit", 0), number(type, "count", 1), true);
    }

    /**
     * Sets the folder of the logs, for the next configuration of the logging.
     *
     * @param data the data folder
     */
    static void in(Path data) {
        folder = data.toAbsolutePath().resolve("log");
    }

    /** Sets the console for lines that can't be written to a file. */
    static void tellOn(PrintStream out) {
        console = out;
    }

    private static String property(Class<? extends LogFile> type, String name, String otherwise) {
        String text = LogManager.getLogManager().getProperty(type.getName() + "." + name);
        return text == null ? otherwise : text.strip();
    }

    private static int number(Class<? extends LogFile> type, String name, int otherwise) {
        return Integer.parseInt(property(type, name, Integer.toString(otherwise)));
    }

    private static String pattern(Class<? extends LogFile> type) {
        String pattern = property(type, "pattern", "server.%g.log");
        if (pattern.startsWith("%") || Path.of(pattern).isAbsolute()) {
            return pattern;
        }
        return folder.toString().replace('\\', '/').replace("%", "%%") + "/" + pattern;
    }

    /** Returns whether the last line was written; on a full disk it is lost. */
    static boolean isWritten() {
        return WRITTEN.get();
    }

    @Override
    public synchronized void publish(LogRecord line) {
        if (closed || line.getLevel().intValue() < getLevel().intValue()) {
            return;
        }
        // If the next file could not be opened, there is no file to write to.
        lost = !isLoggable(line);
        super.publish(line);
        if (!lost && LogLines.isOurs(line)) {
            WRITTEN.set(true);
            told.clear();
        } else if (lost) {
            WRITTEN.set(false);
            if (mustTell(line)) {
                console.print(onConsole.format(line));
            }
        }
    }

    /**
     * Returns whether a line that can't be written goes to the console: the first line of each kind does, with its stack
     * trace.
     */
    boolean mustTell(LogRecord line) {
        return told.size() < MOST_KINDS && told.add(LogLines.kind(line));
    }

    @Override
    protected void reportError(String message, Exception failure, int code) {
        lost = true;
        super.reportError(message, failure, code);
    }

    @Override
    public synchronized void close() {
        closed = true;
        super.close();
    }

    /** The superclass calls this with each new file: at the start, and when the file before is full. */
    @Override
    protected synchronized void setOutputStream(OutputStream out) {
        File[] files = Path.of(pattern(getClass()).replace("%%", "%"))
                .getParent()
                .toFile()
                .listFiles();
        for (File file : files == null ? new File[0] : files) {
            Folders.closeToOthers(file.toPath());
        }
        super.setOutputStream(out);
    }

    /** Writes the audit log, whose files have their own length, so that a flood of other lines can't push out its lines. */
    public static final class OfAudit extends LogFile {

        /** Opens the audit log. */
        public OfAudit() throws IOException {
            super(OfAudit.class);
        }

        /** Returns true: each line is about another call. */
        @Override
        boolean mustTell(LogRecord line) {
            return true;
        }
    }
}
