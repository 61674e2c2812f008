package dev.metabuilder.database.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A real MySQL or MariaDB for tests, on a free port of 127.0.0.1. It needs no Docker, runs for root as for anybody else, and goes
 * with this JVM, data and all.
 */
public final class EmbeddedMysql {

    /** Which of the two it is. */
    public enum Flavour {
        MYSQL("mysqld"),
        MARIADB("mariadbd");

        private final String program;

        Flavour(String program) {
            this.program = program;
        }

        private String id() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private static final String USER = "metabuilder";
    private static final String PASSWORD = UUID.randomUUID().toString();

    private static final List<String> SETTINGS =
            List.of("--bind-address=127.0.0.1", "--max-connections=400", "--max-allowed-packet=64M");
    private static final List<String> ONLY_MYSQL =
            List.of("--mysqlx=OFF", "--skip-log-bin", "--default-authentication-plugin=mysql_native_password");

    private static final Map<Flavour, EmbeddedMysql> RUNNING = new EnumMap<>(Flavour.class);

    private static boolean durable;

    private final Flavour flavour;
    private final OrdinaryUser account;
    private final Path binaries;
    private final Path data;
    private final int port;
    private final Path log;
    private GuardedProcess process;

    private EmbeddedMysql(Flavour flavour, OrdinaryUser account, Path binaries, Path data, Path log, int port) {
        this.flavour = flavour;
        this.account = account;
        this.binaries = binaries;
        this.data = data;
        this.log = log;
        this.port = port;
    }

    /** The one of this JVM, started when it is first asked for; its database metabuilder is there and empty. */
    public static synchronized EmbeddedMysql running(Flavour flavour) {
        return RUNNING.computeIfAbsent(flavour, missing -> {
            try {
                return separate(missing);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Makes the servers of this JVM durable, as in production; tests give up durability for speed. Call this before they start. */
    public static synchronized void runDurably() {
        durable = true;
    }

    /** Starts another server for one test, which may stop and start it. It is deleted at the end of this JVM too. */
    public static EmbeddedMysql separate(Flavour flavour) throws IOException {
        return separate(flavour, null);
    }

    /** Starts one that has its data on a disk of a test. */
    public static EmbeddedMysql separate(Flavour flavour, SmallDisk disk) throws IOException {
        var user = OrdinaryUser.find();
        var home = Files.createDirectories(Folders.TARGET.resolve(flavour.id()));
        user.own(home);
        if (!user.reaches(home)) {
            // As root in a folder that only root may enter.
            home = Files.createTempDirectory(Path.of("/tmp"), "metabuilder-" + flavour.id() + "-");
        }
        tidy(home);
        var binaries = flavour == Flavour.MYSQL ? MysqlBinaries.mysql(home) : MysqlBinaries.mariadb(home);
        var port = Ports.free();
        var name = "data-" + ProcessHandle.current().pid() + "-" + port;
        var data = disk == null ? home.resolve(name) : disk.folder().resolve(name);
        user.own(home);
        var server = new EmbeddedMysql(flavour, user, binaries, data, home.resolve("log-of-" + name), port);
        server.initialize();
        Runtime.getRuntime().addShutdownHook(new Thread(server::remove, "stop-" + flavour.id()));
        server.resume();
        server.execute("CREATE USER " + USER + " IDENTIFIED BY '" + PASSWORD + "'");
        server.createDatabase(USER);
        return server;
    }

    private void initialize() throws IOException {
        if (flavour == Flavour.MYSQL) {
            account.execute(
                    binaries,
                    binaries.resolve("bin/mysqld").toString(),
                    "--no-defaults",
                    "--initialize-insecure",
                    "--basedir=" + binaries,
                    "--lc-messages-dir=" + binaries.resolve("share"),
                    "--datadir=" + data);
        } else {
            account.execute(
                    binaries,
                    binaries.resolve("scripts/mariadb-install-db").toString(),
                    "--no-defaults",
                    "--basedir=" + binaries,
                    "--datadir=" + data,
                    "--auth-root-authentication-method=normal",
                    "--skip-test-db",
                    "--force");
        }
    }

    /** Starts it, on the same port and data as before; returns when it answers. */
    public void resume() throws IOException {
        var command = new ArrayList<>(List.of(
                binaries.resolve("bin/" + flavour.program).toString(),
                "--no-defaults",
                "--basedir=" + binaries,
                "--lc-messages-dir=" + binaries.resolve("share"),
                "--datadir=" + data,
                // The path of a socket may have some hundred characters only, and its folder must be there.
                "--socket=" + Path.of("/tmp", "metabuilder-" + port + ".sock"),
                "--pid-file=" + data.resolve("pid"),
                "--port=" + port));
        command.addAll(SETTINGS);
        // Commits survive its end; those of tests, as long as the machine runs.
        command.add("--innodb-flush-log-at-trx-commit=" + (durable ? 1 : 2));
        if (flavour == Flavour.MYSQL) {
            command.addAll(ONLY_MYSQL);
        }
        process = GuardedProcess.start(account.prefix(), command, "KILL", Map.of("LC_ALL", "C"), log);
        await(Duration.ofSeconds(60));
    }

    /** Stops it in the middle of whatever it does. */
    public void stop() {
        process.close();
    }

    /** Stops all that it does until {@link #thaw}: connections stay, and nobody answers. */
    public void freeze() throws IOException {
        process.signal("STOP", flavour.program);
    }

    /** Lets it go on. */
    public void thaw() throws IOException {
        process.signal("CONT", flavour.program);
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

    private void remove() {
        if (process != null) {
            stop();
        }
        try {
            Folders.delete(data);
            Files.deleteIfExists(log);
            Files.deleteIfExists(Path.of("/tmp", "metabuilder-" + port + ".sock"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void await(Duration patience) throws IOException {
        var deadline = Instant.now().plus(patience);
        while (true) {
            try {
                administrator().close();
                return;
            } catch (SQLException e) {
                if (!process.isAlive() || Instant.now().isAfter(deadline)) {
                    throw new IOException(flavour + " did not start: " + Files.readString(log), e);
                }
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("Interrupted while " + flavour + " starts", e);
            }
        }
    }

    /** The JDBC address of the database metabuilder, as METABUILDER_DB_URL has it. */
    public String url() {
        return url(USER);
    }

    /** The user of the tests, who owns the databases and is no administrator. */
    public String user() {
        return USER;
    }

    public String password() {
        return PASSWORD;
    }

    /** The port of 127.0.0.1. */
    public int port() {
        return port;
    }

    /** Creates one more database for the same user and returns its JDBC address. */
    public String createDatabase(String name) {
        execute("CREATE DATABASE `" + name + "`");
        execute("GRANT ALL ON `" + name + "`.* TO " + USER);
        return url(name);
    }

    private String url(String database) {
        return "jdbc:" + flavour.id() + "://127.0.0.1:" + port + "/" + database;
    }

    /** Carries out a statement as its administrator. */
    public void execute(String sql) {
        try (var connection = administrator();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Returns the first column of a query's rows, as its administrator. */
    public List<String> query(String sql) {
        try (var connection = administrator();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var values = new ArrayList<String>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private Connection administrator() throws SQLException {
        return DriverManager.getConnection("jdbc:mariadb://127.0.0.1:" + port + "/?connectTimeout=3000", "root", "");
    }
}
