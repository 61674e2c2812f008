package dev.metabuilder.database.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
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
 * A real PostgreSQL for tests, on a free port of 127.0.0.1, with UTF8 and the C locale, as the module needs. It needs no
 * Docker, runs for root and for other users, and is deleted with its data at the end of this JVM.
 */
public final class EmbeddedPostgres {

    private static final String PROGRAM = "postgres";
    private static final String ADMINISTRATOR = "postgres";
    private static final String USER = "metabuilder";
    private static final String PASSWORD = UUID.randomUUID().toString();
    private static final List<String> SETTINGS =
            List.of("max_connections=200", "listen_addresses=127.0.0.1", "unix_socket_directories=");
    // The data of tests need not survive a crash.
    private static final List<String> QUICK = List.of("fsync=off", "synchronous_commit=off", "full_page_writes=off");

    private static EmbeddedPostgres running;

    // A new standby needs the write-ahead log since the beginning of its copy.
    private static final List<String> REPLICATED = List.of("fsync=off", "wal_keep_size=512MB");

    private final OrdinaryUser account;
    private final Path program;
    private final Path data;
    private final int port;
    private final List<String> settings;
    private final Path log;
    private GuardedProcess process;

    private EmbeddedPostgres(OrdinaryUser account, Path program, Path data, int port, List<String> settings) {
        this.account = account;
        this.program = program;
        this.data = data;
        this.port = port;
        this.settings = settings;
        this.log = data.resolveSibling("log-of-" + data.getFileName());
    }

    /** Returns the server of this JVM, which the first call starts, with an empty database metabuilder. */
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
     * Makes the server of this JVM durable, as in production; tests usually give up durability for speed. Call this before
     * {@link #running()}.
     */
    public static synchronized void runDurably() throws IOException {
        if (running != null) {
            throw new IllegalStateException("PostgreSQL runs already.");
        }
        running = create(List.of());
    }

    /** Starts another server for one test, which may stop and start it. It is deleted at the end of this JVM too. */
    public static EmbeddedPostgres separate() throws IOException {
        return create(QUICK);
    }

    /** Starts another server, which may have a standby. Its commits survive its end, as long as the machine runs. */
    public static EmbeddedPostgres replicated() throws IOException {
        return create(REPLICATED);
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
        // This happens for root in a folder that only root may enter.
        var elsewhere = Files.createTempDirectory(Path.of("/tmp"), "metabuilder-postgresql-");
        return start(user, elsewhere, elsewhere.resolve("data"), elsewhere, settings);
    }

    private static EmbeddedPostgres start(OrdinaryUser user, Path home, Path data, Path garbage, List<String> settings)
            throws IOException {
        var binaries = PostgresBinaries.unpack(home).resolve("bin");
        initialize(user, binaries, Folders.fresh(data));
        var server = new EmbeddedPostgres(user, binaries.resolve(PROGRAM), data, Ports.free(), settings);
        server.startToStay(garbage);
        return server;
    }

    private void startToStay(Path garbage) throws IOException {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(garbage), "stop-postgresql"));
        resume();
    }

    /** Starts it again on the same port and data, and returns when it answers. */
    public void resume() throws IOException {
        var command = new ArrayList<>(List.of(program.toString(), "-D", data.toString(), "-p", Integer.toString(port)));
        Stream.concat(SETTINGS.stream(), settings.stream()).forEach(setting -> command.addAll(List.of("-c", setting)));
        // SIGQUIT is the immediate shutdown, which waits for nobody and writes no data.
        process = GuardedProcess.start(account.prefix(), command, "QUIT", Map.of("LC_ALL", "C"), log);
        await(Duration.ofSeconds(60));
    }

    /** Stops it immediately. The commits of the last second may be lost when it resumes. */
    public void stop() {
        process.close();
    }

    /** Kills all of its processes at once, like the failure of a machine. */
    public void kill() throws IOException {
        process.signal("KILL", PROGRAM);
        process.close();
    }

    /** Deletes its data after its end. */
    public void discard() throws IOException {
        Folders.delete(data);
    }

    /**
     * Makes a standby of this server at a port, from a copy of its files, which follows its writes. From then on a commit
     * here waits until the standby has it.
     */
    public EmbeddedPostgres standby(int standbyPort) throws Exception {
        var copy = sibling(standbyPort + "-" + System.nanoTime());
        copyTo(copy);
        Files.createFile(copy.resolve("standby.signal"));
        Files.writeString(
                copy.resolve("postgresql.auto.conf"),
                "primary_conninfo = 'host=127.0.0.1 port=%d user=%s password=%s'%n"
                        .formatted(port, ADMINISTRATOR, PASSWORD),
                StandardOpenOption.APPEND);
        account.own(copy);
        var standby = new EmbeddedPostgres(account, program, copy, standbyPort, settings);
        standby.startToStay(copy);
        execute("ALTER SYSTEM SET synchronous_standby_names = '*'");
        execute("SELECT pg_reload_conf()");
        var deadline = Instant.now().plus(Duration.ofMinutes(2));
        while (!"sync".equals(query("SELECT sync_state FROM pg_stat_replication"))) {
            if (Instant.now().isAfter(deadline)) {
                throw new IOException("The standby does not follow: " + Files.readString(standby.log));
            }
            Thread.sleep(20);
        }
        return standby;
    }

    /** Makes a standby the primary. */
    public void promote() {
        execute("SELECT pg_promote()");
    }

    private void copyTo(Path copy) throws IOException, SQLException {
        try (var session = connect(ADMINISTRATOR);
                var statement = session.createStatement()) {
            statement.execute("SELECT pg_backup_start('standby', true)");
            try (var files = Files.walk(data)) {
                for (var file : (Iterable<Path>) files::iterator) {
                    copyFile(file, copy.resolve(data.relativize(file)));
                }
            }
            try (var rows = statement.executeQuery("SELECT labelfile FROM pg_backup_stop()")) {
                rows.next();
                Files.writeString(copy.resolve("backup_label"), rows.getString(1));
            }
        }
    }

    private static void copyFile(Path file, Path copy) throws IOException {
        if (file.endsWith("postmaster.pid") || file.endsWith("postmaster.opts")) {
            return;
        }
        try {
            Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
        } catch (NoSuchFileException e) {
            // PostgreSQL has deleted it meanwhile; what it had there is in what it has written since.
            return;
        }
    }

    /** Stops all of its processes until {@link #thaw}: clients can connect and stay connected, but get no answer. */
    public void freeze() throws IOException {
        process.signal("STOP", PROGRAM);
    }

    /** Stops only the process that accepts connections, not those that serve them, until {@link #thaw}. */
    public void freezePostmaster() throws IOException {
        process.signalAlone("STOP", PROGRAM);
    }

    /** Continues all stopped processes. */
    public void thaw() throws IOException {
        process.signal("CONT", PROGRAM);
    }

    /** Deletes the data of killed JVMs. */
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
                connect(ADMINISTRATOR).close();
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

    /** Who runs it. */
    OrdinaryUser account() {
        return account;
    }

    /** A place beside its data, which goes with it or with the next JVM. */
    Path sibling(String name) {
        return data.resolveSibling("data-" + ProcessHandle.current().pid() + "-" + name);
    }

    /** The port of 127.0.0.1. */
    public int port() {
        return port;
    }

    /** Carries out a statement as its administrator. */
    public void execute(String sql) {
        try (var connection = connect(ADMINISTRATOR);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Returns the first column of the first row of a query of its administrator, or null. */
    public String query(String sql) {
        try (var connection = connect(ADMINISTRATOR);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : null;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database), ADMINISTRATOR, PASSWORD);
    }
}
