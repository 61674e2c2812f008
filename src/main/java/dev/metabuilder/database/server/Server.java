package dev.metabuilder.database.server;

import dev.metabuilder.database.launch.ApplicationCommands;
import dev.metabuilder.database.launch.ApplicationShutdown;
import dev.metabuilder.database.launch.CommandListener;
import dev.metabuilder.database.launch.CommandProgress;
import dev.metabuilder.database.launch.CommandResult;
import dev.metabuilder.database.launch.CommandResult.Status;
import dev.metabuilder.database.launch.LauncherHolder;
import dev.metabuilder.database.launch.ServedDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Runs the server, or a command, in this process, so that one process has the console, the signals and the exit code. */
final class Server {
    private static final Logger LOG = Logger.getLogger(Server.class.getName());

    private Server() {}

    /**
     * Starts a server that serves calls until a signal stops the process.
     *
     * @return the database that it serves
     * @throws StartupException if it does not start
     */
    static ServedDatabase serve(Settings settings) {
        Path log = prepare(settings, "server");
        requireFreePort(settings.address(), settings.port());
        Start start = new Start();
        LauncherHolder.set(start);
        ShutdownSequence.after(settings.shutdown(), () -> {
            PayaraMicroServer.start(settings, start, log);
            ApplicationShutdown shutdown = shutdown();
            ShutdownSequence.add(() -> shutdown.shutDown(settings.shutdown()));
        });
        return start.served();
    }

    /** A command that the application carries out. */
    @FunctionalInterface
    interface Command {
        CommandResult run(ApplicationCommands application, CommandListener listener);
    }

    /**
     * Lets the application's classes carry out a command on the database of the settings, without a server.
     *
     * @param console gets the messages of the command
     * @return the exit code
     * @throws StartupException if the database can't be used
     */
    static int work(Settings settings, Command command, Console console) {
        prepare(settings, "command");
        LauncherHolder.set(new Start());
        ClassLoader application = ApplicationClasses.loader();
        // Liquibase finds its parts by it.
        Thread.currentThread().setContextClassLoader(application);
        ApplicationCommands commands = ServiceLoader.load(ApplicationCommands.Factory.class, application)
                .findFirst()
                .orElseThrow()
                .on(PoolDataSource.of(settings.database()), settings.mostSpoolBytes(), settings.history());
        ShutdownSequence.add(commands::cancel);
        ProgressLine progress = new ProgressLine(console);
        CommandResult result;
        try {
            result = command.run(commands, listener(console, progress));
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

    // The name is a constant, and the application itself defines the object.
    @SuppressWarnings("BanJNDI")
    private static ApplicationShutdown shutdown() {
        try {
            return InitialContext.doLookup(ApplicationShutdown.JNDI_NAME);
        } catch (NamingException e) {
            throw new IllegalStateException(e);
        }
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
