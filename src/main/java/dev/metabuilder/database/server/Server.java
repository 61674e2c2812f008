package dev.metabuilder.database.server;

import dev.metabuilder.database.launch.ApplicationCommands;
import dev.metabuilder.database.launch.ApplicationShutdown;
import dev.metabuilder.database.launch.CommandListener;
import dev.metabuilder.database.launch.CommandProgress;
import dev.metabuilder.database.launch.CommandResult;
import dev.metabuilder.database.launch.CommandResult.Status;
import dev.metabuilder.database.launch.LauncherHolder;
import dev.metabuilder.database.launch.SchemaCommand;
import dev.metabuilder.database.launch.ServedDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/**
 * Runs the server in this process, so that one process has the console, the signals and the exit code. The server either
 * serves calls, or does the work of a single command without a listener.
 */
final class Server {
    private static final Logger LOG = Logger.getLogger(Server.class.getName());

    /** The name of the log of a command. */
    private static final String COMMAND = "command";

    private Server() {}

    /**
     * Starts a server that serves calls until a signal stops the process.
     *
     * @return the database that it serves
     * @throws StartupException if it does not start
     */
    static ServedDatabase serve(Settings settings) {
        return start(settings, "server", true, settings.shutdown());
    }

    /** A command that the application carries out. */
    @FunctionalInterface
    interface Command {
        CommandResult run(ApplicationCommands application, CommandListener listener);
    }

    /**
     * Lets the application carry out a command on the database of the settings.
     *
     * @param console gets the messages of the command
     * @return the exit code
     * @throws StartupException if the server does not start
     */
    static int work(Settings settings, Command command, Console console) {
        // At a signal the process does not wait for the end of a command.
        start(settings, COMMAND, false, Duration.ZERO);
        ApplicationCommands application = ofApplication(ApplicationCommands.class, ApplicationCommands.JNDI_NAME);
        return carryOut(listener -> command.run(application, listener), console);
    }

    /**
     * Updates or checks the schema of the settings' database by the application's own code, which needs no server for it.
     *
     * @param check whether to change nothing
     * @return the exit code
     * @throws StartupException if the database can't be used
     */
    static int migrate(Settings settings, boolean check, Console console) {
        prepare(settings, COMMAND);
        LauncherHolder.set(new Start(false));
        ClassLoader application = ApplicationClasses.loader();
        // Liquibase finds its parts by it.
        Thread.currentThread().setContextClassLoader(application);
        SchemaCommand schema =
                ServiceLoader.load(SchemaCommand.class, application).findFirst().orElseThrow();
        DataSource database = PoolDataSource.of(settings.database());
        return carryOut(listener -> schema.migrate(check, database, listener), console);
    }

    private static int carryOut(Function<CommandListener, CommandResult> command, Console console) {
        ProgressLine progress = new ProgressLine(console);
        CommandResult result;
        try {
            result = command.apply(listener(console, progress));
        } finally {
            progress.end();
        }
        (result.status() == Status.DONE ? console.out() : console.error()).println(result.message());
        return switch (result.status()) {
            case DONE -> 0;
            case FAILED -> StartupException.FAILED;
            case OTHER_SCHEMA -> StartupException.OTHER_SCHEMA;
        };
    }

    private static CommandListener listener(Console console, ProgressLine line) {
        return new CommandListener() {
            @Override
            public void line(String text) {
                line.end();
                console.out().println(text);
            }

            @Override
            public void progress(CommandProgress progress) {
                line.show(progress);
            }
        };
    }

    // The names are constants, and the application itself defines the objects.
    @SuppressWarnings("BanJNDI")
    private static <T> T ofApplication(Class<T> type, String name) {
        try {
            return type.cast(new InitialContext().lookup(name));
        } catch (NamingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ServedDatabase start(Settings settings, String name, boolean serves, Duration toFinish) {
        Path log = prepare(settings, name);
        if (serves) {
            requireFreePort(settings.address(), settings.port());
        }
        Start start = new Start(serves);
        LauncherHolder.set(start);
        ShutdownSequence.after(toFinish, () -> {
            PayaraMicroServer.start(settings, start, log);
            ApplicationShutdown shutdown = ofApplication(ApplicationShutdown.class, ApplicationShutdown.JNDI_NAME);
            ShutdownSequence.add(() -> shutdown.shutDown(toFinish));
        });
        return start.served();
    }

    /** Begins the log, and checks what can be checked before anything starts. */
    private static Path prepare(Settings settings, String name) {
        Path log = log(settings.data(), name);
        SettingNames.warnings(System.getenv().keySet()).forEach(LOG::warning);
        DatabaseCheck.run(settings.database());
        return log;
    }

    /** Writes the logging properties with the name of the log, and configures the logging with them. */
    private static Path log(Path data, String name) {
        try {
            Path folder = data.resolve("log");
            Folders.create(folder);
            Path log = Folders.createFile(folder.resolve(name + ".logging.properties"));
            Files.writeString(
                    log,
                    BundledFiles.text("logging.properties")
                            .replace(".pattern=server.%g.log", ".pattern=" + name + ".%g.log"));
            LogFile.in(data);
            LogManager.getLogManager().readConfiguration(Files.newInputStream(log));
            return log;
        } catch (IOException e) {
            throw failed("The data folder " + data + " cannot be made or written", e);
        }
    }

    private static void requireFreePort(String address, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
        } catch (IOException e) {
            throw failed(
                    "Cannot listen at " + address + ":" + port + ": the port is taken, or is not for this user", e);
        }
    }

    private static StartupException failed(String message, IOException cause) {
        return new StartupException(StartupException.FAILED, message, cause);
    }
}
