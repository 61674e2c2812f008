package dev.metabuilder.database.server;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.InvalidPathException;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * The command line: {@code java -jar metabuilder-database.jar <command>}. If a command fails, the last line on the standard
 * error says why, and the exit code says of what kind the failure is.
 */
final class Main {
    private static final Logger LOG = Logger.getLogger(Main.class.getName());

    private Main() {}

    /**
     * Carries out a command, and ends the process unless the command serves.
     *
     * @param arguments the command and its arguments
     */
    public static void main(String[] arguments) {
        Console console = Console.take();
        LogFile.tellOn(console.error());
        makeTemporaryFolder();
        ShutdownSequence.onSignals();
        int code = execute(console, arguments);
        if (code != OperatorCommands.SERVES) {
            console.out().flush();
            console.error().flush();
            ShutdownSequence.exit(code);
        }
    }

    private static int execute(Console console, String... arguments) {
        try {
            Stream.of(arguments).forEach(argument -> FileNames.require("An argument", argument));
        } catch (StartupException e) {
            return failed(console, e);
        }
        OperatorCommands commands = new OperatorCommands(console);
        if (arguments.length == 0) {
            // Without arguments it does not load the parser of commands, which would take a thirtieth of a start.
            try {
                return commands.serve();
            } catch (IOException | RuntimeException e) {
                return failed(console, e);
            } catch (Error e) {
                // It must print the usage itself: the standard streams go nowhere, because the console is the
                // launcher's.
                return failed(console, new IllegalStateException(e));
            }
        }
        return new CommandLine(commands)
                .setOut(new PrintWriter(console.out(), true, Charset.defaultCharset()))
                .setExecutionExceptionHandler((failure, command, parsed) -> failed(console, failure))
                .setParameterExceptionHandler((wrong, given) -> misused(console, wrong))
                .execute(arguments);
    }

    /**
     * Makes the folder before SQLite's library is unpacked there. A folder that the operator chose may not exist yet, for
     * example on an empty volume.
     */
    private static void makeTemporaryFolder() {
        try {
            TemporaryFolder.make();
        } catch (IOException | InvalidPathException e) {
            LOG.log(Level.SEVERE, "The temporary folder cannot be made: what needs it will say so", e);
        }
    }

    private static int failed(Console console, Exception failure) {
        if (failure instanceof StartupException reason) {
            LOG.log(Level.SEVERE, reason.getMessage(), reason.getCause());
            console.error().println(reason.getMessage());
            return reason.exitCode();
        }
        LOG.log(Level.SEVERE, "A fault of ours", failure);
        console.error()
                .println(
                        LogFile.isWritten()
                                ? "It failed by a fault of ours: the log says why"
                                : "It failed by a fault of ours, and no log could be written: "
                                        + DatabaseUrl.withoutSecrets(failure.toString())
                                                .replace("\n", " "));
        return StartupException.FAILED;
    }

    private static int misused(Console console, ParameterException wrong) {
        console.error()
                .println(wrong.getCommandLine()
                        .getUsageMessage()
                        .lines()
                        .findFirst()
                        .orElse(""));
        // An argument in a wrong place may be a URL with a password.
        console.error().println(DatabaseUrl.withoutSecrets(wrong.getMessage()).replace("\n", " "));
        return StartupException.WRONG_SETTING;
    }
}
