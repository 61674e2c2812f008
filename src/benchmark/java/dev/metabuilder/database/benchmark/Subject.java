package dev.metabuilder.database.benchmark;

import dev.metabuilder.database.Models;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.testing.Artefact;
import dev.metabuilder.database.testing.Folders;
import dev.metabuilder.database.testing.FreshDatabase;
import dev.metabuilder.database.testing.Launched;
import dev.metabuilder.database.testing.Ports;
import dev.metabuilder.database.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The server that is measured, on a database of its own. */
final class Subject implements AutoCloseable {

    private static final long KILOBYTE = 1_024;
    // As long as it may take on a machine where much else goes on.
    private static final long PATIENCE_NANOS = Duration.ofMinutes(10).toNanos();
    private static final long PAUSE_MILLIS = 20;

    private final TestDatabase kind;
    private final FreshDatabase database;
    private final Launched server;
    private final GarbageLog garbage;

    private Subject(TestDatabase kind, FreshDatabase database, Launched server, GarbageLog garbage) {
        this.kind = kind;
        this.database = database;
        this.server = server;
        this.garbage = garbage;
    }

    /**
     * Starts a server on a new database and waits until it is up.
     *
     * @param part whose server it is, the name of its folder
     * @param java the options of its JVM
     */
    static Subject start(TestDatabase kind, String part, List<String> java) throws IOException {
        Path folder = Folders.fresh(Folders.TARGET.resolve("benchmark").resolve(part + "-" + kind.id()));
        FreshDatabase database = FreshDatabase.of(kind, folder);
        Subject subject = start(kind, database, folder, java);
        try {
            subject.awaitReady();
        } catch (IOException | RuntimeException e) {
            subject.close();
            throw e;
        }
        return subject;
    }

    /** Starts a server on a database and returns at once. */
    static Subject start(TestDatabase kind, FreshDatabase database, Path folder, List<String> java) throws IOException {
        List<String> arguments = new ArrayList<>(java);
        arguments.addAll(List.of("-jar", Artefact.JAR.toString()));
        return start(kind, database, folder, Ports.free(), Map.of(), arguments);
    }

    /**
     * Starts what these arguments of Java tell it to on a database, and returns at once.
     *
     * @param more settings beside those that lead to the database
     */
    static Subject start(
            TestDatabase kind,
            FreshDatabase database,
            Path folder,
            int port,
            Map<String, String> more,
            List<String> java)
            throws IOException {
        Map<String, String> settings = new HashMap<>(database.settings());
        settings.putAll(more);
        settings.put("METABUILDER_MIGRATE", "update");
        Path log = folder.resolve("gc.log");
        List<String> arguments = new ArrayList<>(List.of("-Xlog:gc:file=" + log + ":timemillis:filecount=0"));
        arguments.addAll(java);
        Launched server = Launched.start(folder, "TERM", settings, port, arguments);
        return new Subject(kind, database, server, new GarbageLog(log));
    }

    /** Returns as soon as the server says that it is ready. */
    void awaitReady() throws IOException {
        byte[] question = Http.request("GET", "health/ready", null);
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (System.nanoTime() < deadline) {
            try (Http http = http()) {
                if (http.send(question) == 200) {
                    return;
                }
            } catch (IOException e) {
                // Nobody listens yet.
            }
            if (!server.isStarting()) {
                // Then it is up, or this says why it is not.
                server.awaitUp();
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }
        throw new IOException("The server is not ready.");
    }

    TestDatabase kind() {
        return kind;
    }

    Launched server() {
        return server;
    }

    GarbageLog garbage() {
        return garbage;
    }

    Http http() {
        return new Http(server.uri());
    }

    /** Starts the floor on the same database. */
    FloorProcess floor(List<String> options) throws IOException {
        return FloorProcess.start(database.settings(), options);
    }

    /** Returns some keys of a table whose key is named id. */
    List<String> keys(String table, int most) throws SQLException {
        return database.query("SELECT id FROM " + table + " ORDER BY id LIMIT " + most);
    }

    /** Returns how many rows a table has. */
    int count(String table) throws SQLException {
        return Integer.parseInt(database.query("SELECT count(*) FROM " + table).get(0));
    }

    private static List<String> tables() {
        return Models.CATALOGUE.models().stream().map(Model::table).toList();
    }

    /** Empties all tables, in the same way for whoever comes next. */
    void empty() throws SQLException {
        if (kind == TestDatabase.POSTGRESQL) {
            database.execute("TRUNCATE " + String.join(", ", tables()) + " CASCADE");
            return;
        }
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA foreign_keys = off");
            connection.setAutoCommit(false);
            for (String table : tables()) {
                statement.execute("DELETE FROM " + table);
            }
            connection.commit();
            connection.setAutoCommit(true);
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    /** How many rows there are, how often they were changed and where they stand: the same for the same records. */
    String fingerprint() throws SQLException {
        return sums("count(*) || ' ' || coalesce(sum(row_version), 0) || ' ' || coalesce(sum(row_position), 0)");
    }

    /** The fingerprint, and on PostgreSQL also which transaction wrote each row last. */
    String touched() throws SQLException {
        return fingerprint()
                + (kind == TestDatabase.POSTGRESQL ? sums("coalesce(sum(xmin::text::bigint), 0) || ''") : "");
    }

    private String sums(String expression) throws SQLException {
        String sql = tables().stream()
                .map(table -> "SELECT '" + table + " ' || " + expression + " FROM " + table)
                .collect(Collectors.joining(" UNION ALL "));
        // PostgreSQL may look at several tables at once.
        return database.query(sql).stream().sorted().collect(Collectors.joining("\n"));
    }

    /** How long the server has computed so far, on all cores. */
    double cpuSeconds() {
        return cpuSeconds(server.handle());
    }

    static double cpuSeconds(ProcessHandle process) {
        return process.info().totalCpuDuration().orElseThrow().toMillis() / 1e3;
    }

    /** Forgets the peak of resident memory, where the system lets us. */
    void resetPeak() throws IOException {
        Files.writeString(Path.of("/proc/" + server.handle().pid() + "/clear_refs"), "5");
    }

    /** The most memory that was resident, in bytes. */
    long peakResident() throws IOException {
        return status("VmHWM:");
    }

    /** The memory that is resident, in bytes. */
    long resident() throws IOException {
        return status("VmRSS:");
    }

    private long status(String name) throws IOException {
        try (var lines = Files.lines(Path.of("/proc/" + server.handle().pid() + "/status"))) {
            String line = lines.filter(l -> l.startsWith(name)).findFirst().orElseThrow();
            return Long.parseLong(line.replaceAll("\\D", "")) * KILOBYTE;
        }
    }

    /** Collects all garbage of the server, and returns the bytes of heap that stay in use. */
    long liveHeap() throws IOException {
        long before = System.currentTimeMillis();
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(server.handle().pid()),
                        "GC.run")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            if (jcmd.waitFor() != 0) {
                throw new IOException("jcmd failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        return garbage.since(before).last();
    }

    @Override
    public void close() {
        server.close();
    }
}
