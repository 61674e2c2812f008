package dev.metabuilder.database.server;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The console of the process, on which only the launcher writes.
 *
 * @param out the stream for results
 * @param error the stream for failures and progress
 * @param terminal whether standard input and output are a terminal
 * @param watched whether the standard error is a terminal
 */
record Console(PrintStream out, PrintStream error, boolean terminal, boolean watched) {

    /**
     * Takes the console for the launcher. Parts of Payara print to it even before Payara has read its logging properties.
     */
    static Console take() {
        boolean terminal = onTerminal();
        Console console = new Console(System.out, System.err, terminal, terminal || isTerminal(Path.of("/dev/stderr")));
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
        return console;
    }

    @SuppressWarnings("SystemConsoleNull")
    private static boolean onTerminal() {
        // From Java 22 on, System.console() exists without a terminal too, unless a property requests the old one.
        System.setProperty("jdk.console", "java.base");
        return System.console() != null;
    }

    /** Returns whether a stream is a terminal: Java itself only tells if both input and output are one. */
    private static boolean isTerminal(Path open) {
        try {
            return open.toRealPath().toString().matches("/dev/(pts/\\d+|tty.*|console)");
        } catch (IOException e) {
            // The stream is a pipe, which has no path, or the system does not have such names.
            return false;
        }
    }
}
