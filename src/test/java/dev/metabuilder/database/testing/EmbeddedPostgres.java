package dev.metabuilder.database.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A real PostgreSQL for tests, on a free port of 127.0.0.1, with UTF8 and the C locale as the module wants them. It
 * needs no Docker, runs for root as for anybody else, and goes with this JVM, data and all.
 */
public final class EmbeddedPostgres {

    private static final String ADMINISTRATOR = "postgres";
    private static final String USER = "metabuilder";
    private static final String PASSWORD = UUID.randomUUID().toString();
    private static final List<String> SETTINGS =
            List.of("max_connections=200", "listen_addresses=127.0.0.1", "unix_socket_directories=");
    // Nothing of tests has to survive a crash.
    private static final List<String> QUICK = List.of("fsync=off", "synchronous_commit=off", "full_page_writes=off");

    private static EmbeddedPostgres running;

    private final int port;
    private final Path log;
    private final OrdinaryUser account;
    private final List<String> command;
    private GuardedProcess process;

    private EmbeddedPostgres(int port, Path log, OrdinaryUser account, List<String> command) {
        this.port = port;
        this.log = log;
        this.account = account;
        this.command = List.copyOf(command);
    }

    /** The one of this JVM, started when it is first asked for; its database metabuilder is there and empty. */
    public static synchronized EmbeddedPostgres running() {
        if (running == null) {
            try {
                running = separate();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return running;
    }

    /**
     * Makes the one of this JVM keep what it commits, as in production, where tests give that up to be quick. To be
     * called before anybody asks for {@link #running()}.
     */
    public static synchronized void runDurably() throws IOException {
        if (running != null) {
            throw new IllegalStateException("PostgreSQL runs already.");
        }
        running = create(List.of());
    }

    /** One more, which nobody else uses: to be stopped and started again. It goes with this JVM too. */
    public static EmbeddedPostgres separate() throws IOException {
        return create(QUICK);
    }

    private static EmbeddedPostgres create(List<String> settings) throws IOException {
        var server = start(settings);
        server.execute("CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(USER, PASSWORD));
        server.createDatabase(USER);
        return server;
    }

    private static synchronized EmbeddedPostgres start(List<String> settings) throws IOException {
        var user = OrdinaryUser.find();
        var home = Files.createDirectories(Folders.TARGET.resolve("postgresql"));
        tidy(home);
        user.own(home);
        if (user.reaches(home)) {
            var data =
                    home.resolve("data-" + ProcessHandle.current().pid() + (running == null ? "" : "-" + Ports.free()));
            return start(user, home, data, data, settings);
        }
        // As root in a folder that only root may enter.
        var elsewhere = Files.createTempDirectory(Path.of("/tmp"), "metabuilder-postgresql-");
        return start(user, elsewhere, elsewhere.resolve("data"), elsewhere, settings);
    }

    private static EmbeddedPostgres start(OrdinaryUser user, Path home, Path data, Path garbage, List<String> settings)
            throws IOException {
        var binaries = PostgresBinaries.unpack(home).resolve("bin");
        initialize(user, binaries, Folders.fresh(data));
        var port = Ports.free();
        var log = data.resolveSibling("log-of-" + data.getFileName());
        var command = new ArrayList<>(
                List.of(binaries.resolve("postgres").toString(), "-D", data.toString(), "-p", Integer.toString(port)));
        Stream.concat(SETTINGS.stream(), settings.stream()).forEach(setting -> command.addAll(List.of("-c", setting)));
        // SIGQUIT, with which it ends, is the shutdown that waits for nobody and saves nothing.
        var server = new EmbeddedPostgres(port, log, user, command);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> server.remove(garbage), "stop-postgresql"));
        server.resume();
        return server;
    }

    /** Starts it, on the same port and data as before; returns when it answers. */
    public void resume() throws IOException {
        process = GuardedProcess.start(account.prefix(), command, "QUIT", Map.of("LC_ALL", "C"), log);
        await(Duration.ofSeconds(60));
    }

    /** Stops it in the middle of whatever it does; of the last second, what was committed may be gone when it resumes. */
    public void stop() {
        process.close();
    }

    /** Deletes what JVMs left that were killed. */
    private static void tidy(Path home) throws IOException {
        try (var folders = Files.newDirectoryStream(home, "{data,part}-*")) {
            for (var folder : folders) {
                var pid = Long.parseLong(folder.getFileName().toString().replaceFirst("\\w+-(\\d+).*", "$1"));
                if (ProcessHandle.of(pid).isEmpty()) {
                    Folders.delete(folder);
                }
            }
        }
    }

    private static void initialize(OrdinaryUser user, Path binaries, Path data) throws IOException {
        var secret = Files.writeString(data.resolveSibling("password-of-" + data.getFileName()), PASSWORD);
        try {
            user.own(data.getParent());
            user.execute(
                    data,
                    binaries.resolve("initdb").toString(),
                    "--pgdata=" + data,
                    "--encoding=UTF8",
                    "--locale=C",
                    "--auth=scram-sha-256",
                    "--username=" + ADMINISTRATOR,
                    "--pwfile=" + secret,
                    "--no-sync");
        } finally {
            Files.delete(secret);
        }
    }

    private void remove(Path garbage) {
        if (process != null) {
            stop();
        }
        try {
            Folders.delete(garbage);
            Files.deleteIfExists(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void await(Duration patience) throws IOException {
        var deadline = Instant.now().plus(patience);
        while (true) {
            try {
                DriverManager.getConnection(url(ADMINISTRATOR), ADMINISTRATOR, PASSWORD)
                        .close();
                return;
            } catch (SQLException e) {
                if (!process.isAlive() || Instant.now().isAfter(deadline)) {
                    throw new IOException("PostgreSQL did not start: " + Files.readString(log), e);
                }
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("Interrupted while PostgreSQL starts", e);
            }
        }
    }

    /** The JDBC address of the database metabuilder. */
    public String url() {
        return url(USER);
    }

    /** The user of the tests, who owns the databases and is no superuser. */
    public String user() {
        return USER;
    }

    public String password() {
        return PASSWORD;
    }

    /** Creates one more database for the same user and returns its JDBC address. */
    public String createDatabase(String name) {
        return createDatabase(name, "");
    }

    /** Creates one with more options of CREATE DATABASE. */
    public String createDatabase(String name, String options) {
        // Nobody can be connected to template0, which would keep it from being copied; template1 has no such promise.
        execute("CREATE DATABASE \"%s\" OWNER %s TEMPLATE template0 %s".formatted(name, USER, options));
        return url(name);
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** The port of 127.0.0.1. */
    public int port() {
        return port;
    }

    /** Carries out a statement as its administrator. */
    public void execute(String sql) {
        try (var connection = DriverManager.getConnection(url(ADMINISTRATOR), ADMINISTRATOR, PASSWORD);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
