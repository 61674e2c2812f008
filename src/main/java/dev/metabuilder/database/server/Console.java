package dev.metabuilder.database.server;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The console of the process, which belongs to the launcher's own lines.
 *
 * @param out where results go
 * @param error where failures and the progress go
 * @param terminal whether a person sits before it
 */
record Console(PrintStream out, PrintStream error, boolean terminal) {

    /** Takes the console for the launcher: Payara prints to it before it has read its logging properties, and its parts do. */
    static Console take() {
        Console console = new Console(System.out, System.err, onTerminal());
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
}
