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
 * The files of a log, each for the owner of the server only. The properties are those of {@link FileHandler}, with the name of
 * this class before them. A pattern that is no absolute path is one within the log folder, whose name stands in no properties:
 * Payara reads those anew, and changes letters beyond ASCII. What can't be written is told on the console.
 */
public class LogFile extends FileHandler {

    /** Of what the console tells while no file takes it. */
    private static final int MOST_KINDS = 100;

    private static final AtomicBoolean WRITTEN = new AtomicBoolean();
    private static volatile Path folder = Path.of("").toAbsolutePath();
    private static volatile PrintStream console = System.err;

    /** The kinds that the console has told since a line was written to the file. */
    private final Set<String> told = new HashSet<>();

    private final LogLines onConsole = new LogLines();
    private boolean lost;
    private boolean closed;

    /** The files of the log of the server, or of a command. */
    public LogFile() throws IOException {
        this(LogFile.class);
    }

    private LogFile(Class<? extends LogFile> type) throws IOException {
        super(pattern(type), number(type, "limit", 0), number(type, "count", 1), true);
    }

    /**
     * Says where the logs are, from the next configuration of the logging on.
     *
     * @param data the data folder
     */
    static void in(Path data) {
        folder = data.toAbsolutePath().resolve("log");
    }

    /** Says who is told what no file takes. */
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

    /** Returns whether the last line of a log could be written, as on a full disk it can't. */
    static boolean isWritten() {
        return WRITTEN.get();
    }

    @Override
    public synchronized void publish(LogRecord line) {
        if (closed || line.getLevel().intValue() < getLevel().intValue()) {
            return;
        }
        // There is no file when the next one could not be opened.
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

    /** Returns whether a line that no file takes is to be told: of each kind the first one, with its trace. */
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

    /** Is called with each file that has been opened: at the start, and when the one before is full. */
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

    /** The files of the audit log, which have a length of their own: no flood of other lines pushes out what was done. */
    public static final class OfAudit extends LogFile {

        /** The files of the audit log. */
        public OfAudit() throws IOException {
            super(OfAudit.class);
        }

        /** Each is about another call. */
        @Override
        boolean mustTell(LogRecord line) {
            return true;
        }
    }
}
