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

/**
 * A real PostgreSQL for tests, on a free port of 127.0.0.1, with UTF8 and the C locale as the module wants them. It
 * needs no Docker, runs for root as for anybody else, and goes with this JVM, data and all.
 */
public final class EmbeddedPostgres {

    private static final String ADMINISTRATOR = "postgres";
    private static final String USER = "metabuilder";
    private static final String PASSWORD = UUID.randomUUID().toString();
    // Nothing here has to survive a crash.
    private static final List<String> SETTINGS = List.of(
            "fsync=off",
            "synchronous_commit=off",
            "full_page_writes=off",
            "max_connections=200",
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=");

    private static EmbeddedPostgres running;

    private final int port;
    private final Path log;
    private final GuardedProcess process;

    private EmbeddedPostgres(int port, Path log, GuardedProcess process) {
        this.port = port;
        this.log = log;
        this.process = process;
    }

    /** The one of this JVM, started when it is first asked for; its database metabuilder is there and empty. */
    public static synchronized EmbeddedPostgres running() {
        if (running == null) {
            try {
                running = start();
                running.execute("CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(USER, PASSWORD));
                running.createDatabase(USER);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return running;
    }

    private static EmbeddedPostgres start() throws IOException {
        var user = OrdinaryUser.find();
        var home = Files.createDirectories(Folders.TARGET.resolve("postgresql"));
        tidy(home);
        user.own(home);
        if (user.reaches(home)) {
            var data = home.resolve("data-" + ProcessHandle.current().pid());
            return start(user, home, data, data);
        }
        // As root in a folder that only root may enter.
        var elsewhere = Files.createTempDirectory(Path.of("/tmp"), "metabuilder-postgresql-");
        return start(user, elsewhere, elsewhere.resolve("data"), elsewhere);
    }

    private static EmbeddedPostgres start(OrdinaryUser user, Path home, Path data, Path garbage) throws IOException {
        var binaries = PostgresBinaries.unpack(home).resolve("bin");
        initialize(user, binaries, Folders.fresh(data));
        var port = Ports.free();
        var log = home.resolve("postgresql.log");
        var command = new ArrayList<>(
                List.of(binaries.resolve("postgres").toString(), "-D", data.toString(), "-p", Integer.toString(port)));
        SETTINGS.forEach(setting -> command.addAll(List.of("-c", setting)));
        // SIGQUIT is the shutdown that waits for nobody and saves nothing.
        var process = GuardedProcess.start(user.prefix(), command, "QUIT", Map.of("LC_ALL", "C"), log);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process, garbage), "stop-postgresql"));

        var server = new EmbeddedPostgres(port, log, process);
        server.await(Duration.ofSeconds(60));
        return server;
    }

    /** Deletes what JVMs left that were killed. */
    private static void tidy(Path home) throws IOException {
        try (var folders = Files.newDirectoryStream(home, "{data,part}-*")) {
            for (var folder : folders) {
                var pid = Long.parseLong(folder.getFileName().toString().replaceFirst("\\w+-", ""));
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

    private static void stop(GuardedProcess process, Path garbage) {
        process.close();
        try {
            Folders.delete(garbage);
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
        execute("CREATE DATABASE \"%s\" OWNER %s".formatted(name, USER));
        return url(name);
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private void execute(String sql) {
        try (var connection = DriverManager.getConnection(url(ADMINISTRATOR), ADMINISTRATOR, PASSWORD);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
