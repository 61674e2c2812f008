package dev.metabuilder.database.server;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * The launcher: {@code java -jar target/server/metabuilder-database-server.jar}.
 *
 * <p>It boots Payara Micro in this process, so that one process holds the console, gets the signals and has the exit
 * code. It prints a few lines when the server is up. When it does not come up, the last line on the standard error says
 * why, and the process ends with code 1, or 2 when a setting makes no sense.
 */
public final class Server {
    private static final Logger LOG = Logger.getLogger(Server.class.getName());

    private Server() {}

    /**
     * Starts the server and returns; the process lives until it is told to stop.
     *
     * @param arguments none: all settings come from the environment
     */
    public static void main(String[] arguments) {
        PrintStream out = System.out;
        PrintStream error = System.err;
        // Payara prints to both before it has read its logging properties, and so does what it brings along.
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
        try {
            start();
            Greeting.print(out, Settings.read(), onTerminal());
        } catch (StartupException e) {
            LOG.log(Level.SEVERE, e.getMessage(), e.getCause());
            end(error, e.getMessage(), e.exitCode());
        } catch (IOException | RuntimeException | LinkageError e) {
            LOG.log(Level.SEVERE, "The server does not start", e);
            end(error, "The server does not start: the log says why", StartupException.FAILED);
        }
    }

    private static void start() throws IOException {
        Settings settings = Settings.read();
        Path target = jar().getParent().getParent();
        Path config = file("metabuilder.config", target.resolveSibling("server-config"));
        Path war = file("metabuilder.war", target.resolve("metabuilder-database.war"));
        Path log = log(config.resolve("logging.properties"), settings.data());
        requireFreePort(settings.address(), settings.port());
        DatabaseCheck.run(settings.database());
        Payara.start(settings, config.resolve(settings.database() + ".asadmin"), log, war);
    }

    @SuppressWarnings("SystemConsoleNull")
    private static boolean onTerminal() {
        // From Java 22 on there is a console without a terminal too, unless it is asked for the old one.
        System.setProperty("jdk.console", "java.base");
        return System.console() != null;
    }

    private static void end(PrintStream error, String reason, int code) {
        error.println(reason);
        error.flush();
        System.exit(code);
    }

    private static Path jar() {
        try {
            return Path.of(Server.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path file(String property, Path otherwise) {
        String value = System.getProperty(property);
        Path path = value == null ? otherwise : Path.of(value).toAbsolutePath();
        if (!Files.exists(path)) {
            throw failed(path + " is missing: build it with mvn package", null);
        }
        return path;
    }

    /** Writes the logging properties with the data folder filled in, and logs by them from now on. */
    private static Path log(Path template, Path data) {
        try {
            Folders.create(data.resolve("log"));
            String folder = data.toString().replace('\\', '/').replace("%", "%%");
            String properties = Files.readString(template).replace("${METABUILDER_DATA_DIR}", folder);
            Path log = Files.writeString(data.resolve("log/logging.properties"), properties);
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
