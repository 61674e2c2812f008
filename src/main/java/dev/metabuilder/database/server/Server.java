package dev.metabuilder.database.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * The server in this process, so that one process holds the console, gets the signals and has the exit code: as one that
 * serves, or as one that listens nowhere and does a single piece of work.
 */
final class Server {
    private static final Logger LOG = Logger.getLogger(Server.class.getName());

    /** Where the application has what carries out commands: a function of plain Java types. */
    private static final String COMMANDS = "java:global/metabuilder-database/Commands";

    /** And what brings its work to an end within a time. */
    private static final String STOP = "java:global/metabuilder-database/GracefulShutdown";

    private Server() {}

    /**
     * Starts a server that serves; the process lives until it is told to stop.
     *
     * @throws StartupException when it does not come up
     */
    static void serve(Settings settings) {
        start(settings, "server", true, settings.shutdown());
    }

    /**
     * Carries out a command by the application itself, on the database of the settings.
     *
     * @param call the command and what it is about, by name
     * @param progress is told how far it is
     * @return the exit code
     * @throws StartupException when the server does not come up
     */
    static int work(Settings settings, Map<String, Object> call, ProgressLine progress, Console console) {
        // It changes what it is told to, and nothing else: no defaults, no token.
        System.setProperty("metabuilder.command", (String) call.get("command"));
        // A command that is told to stop is not waited for.
        start(settings, "command", false, Duration.ZERO);
        Map<String, Object> all = new HashMap<>(call);
        all.put("progress", progress);
        Consumer<String> say = line -> {
            progress.end();
            console.out().println(line);
        };
        Map.Entry<Integer, String> outcome = commands().apply(all, say);
        progress.end();
        (outcome.getKey() == 0 ? console.out() : console.error()).println(outcome.getValue());
        return outcome.getKey();
    }

    @SuppressWarnings("unchecked")
    private static BiFunction<Map<String, Object>, Consumer<String>, Map.Entry<Integer, String>> commands() {
        return (BiFunction<Map<String, Object>, Consumer<String>, Map.Entry<Integer, String>>) ofApplication(COMMANDS);
    }

    @SuppressWarnings("unchecked")
    private static Consumer<Duration> stop() {
        return (Consumer<Duration>) ofApplication(STOP);
    }

    // The names are constants, and what they lead to is the application's own.
    @SuppressWarnings("BanJNDI")
    private static Object ofApplication(String name) {
        try {
            return new InitialContext().lookup(name);
        } catch (NamingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void start(Settings settings, String name, boolean listens, Duration toFinish) {
        Path log = log(settings.data(), name);
        SettingNames.warnings(System.getenv().keySet()).forEach(LOG::warning);
        DatabaseCheck.run(settings.database());
        if (listens) {
            requireFreePort(settings.address(), settings.port());
        }
        ShutdownSequence.after(toFinish, () -> {
            PayaraMicroServer.start(settings, listens, log);
            Consumer<Duration> stop = stop();
            ShutdownSequence.add(() -> stop.accept(toFinish));
        });
    }

    /** Writes the logging properties with the folder and the name of the log filled in, and logs by them from now on. */
    private static Path log(Path data, String name) {
        try {
            Folders.create(data.resolve("log"));
            String folder = data.toString().replace('\\', '/').replace("%", "%%");
            String properties = BundledFiles.text("logging.properties")
                    .replace("${METABUILDER_DATA_DIR}", folder)
                    .replace("/server.%g.log", "/" + name + ".%g.log");
            Folders.createFile(data.resolve("log/" + name + ".logging.properties"));
            Path log = Files.writeString(data.resolve("log/" + name + ".logging.properties"), properties);
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
