package dev.metabuilder.database.server;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.FileHandler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;

/**
 * The files of a log, each for the owner of the server only. The properties are those of {@link FileHandler}, with the name
 * of this class before them.
 */
public class LogFile extends FileHandler {

    private static final AtomicBoolean WRITTEN = new AtomicBoolean();

    /** The files of the log of the server, or of a command. */
    public LogFile() throws IOException {
        super();
    }

    /** Returns whether the last line of a log could be written, as on a full disk it can't. */
    static boolean isWritten() {
        return WRITTEN.get();
    }

    @Override
    public synchronized void publish(LogRecord line) {
        WRITTEN.set(true);
        super.publish(line);
    }

    @Override
    protected void reportError(String message, Exception failure, int code) {
        WRITTEN.set(false);
        super.reportError(message, failure, code);
    }

    /** Is called with each file that has been opened: at the start, and when the one before is full. */
    @Override
    protected synchronized void setOutputStream(OutputStream out) {
        String pattern = LogManager.getLogManager().getProperty(getClass().getName() + ".pattern");
        File[] files = pattern == null
                ? null
                : Path.of(pattern.replace("%%", "%")).getParent().toFile().listFiles();
        for (File file : files == null ? new File[0] : files) {
            Folders.closeToOthers(file.toPath());
        }
        super.setOutputStream(out);
    }

    /** The files of the audit log, which have a length of their own: no flood of other lines pushes out what was done. */
    public static final class OfAudit extends LogFile {

        /** The files of the audit log. */
        public OfAudit() throws IOException {
            super();
        }
    }
}
