package dev.metabuilder.database.server;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The console of the process, which belongs to the launcher's own lines.
 *
 * @param out where results go
 * @param error where failures and the progress go
 * @param terminal whether a person sits before it
 * @param watched whether a person sees the standard error, whatever the others are
 */
record Console(PrintStream out, PrintStream error, boolean terminal, boolean watched) {

    /** Takes the console for the launcher: Payara prints to it before it has read its logging properties, and its parts do. */
    static Console take() {
        boolean terminal = onTerminal();
        Console console = new Console(System.out, System.err, terminal, terminal || isTerminal(Path.of("/dev/stderr")));
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
        return console;
    }

    @SuppressWarnings("SystemConsoleNull")
    private static boolean onTerminal() {
        // From Java 22 on there is a console without a terminal too, unless it is asked for the old one.
        System.setProperty("jdk.console", "java.base");
        return System.console() != null;
    }

    /** Java knows of a terminal only where input and output both are one. */
    private static boolean isTerminal(Path open) {
        try {
            return open.toRealPath().toString().matches("/dev/(pts/\\d+|tty.*|console)");
        } catch (IOException e) {
            // It is a pipe, which has no path, or the system has no such names.
            return false;
        }
    }
}
