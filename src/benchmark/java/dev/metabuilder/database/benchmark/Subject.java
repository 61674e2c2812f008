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

/** The server to measure, on its own database. */
final class Subject implements AutoCloseable {

    private static final long KILOBYTE = 1_024;
    // Long enough for a busy machine.
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
     * @param part the part of the benchmark, which is also the name of the server's folder
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
     * Starts Java with these arguments on a database, and returns at once.
     *
     * @param more settings in addition to those of the database
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

    /** Waits until the server reports that it is ready. */
    void awaitReady() throws IOException {
        byte[] question = Http.request("GET", "health/ready", null);
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (System.nanoTime() < deadline) {
            try (Http http = http()) {
                if (http.send(question) == 200) {
                    return;
                }
            } catch (IOException e) {
                // The server does not listen yet.
            }
            if (!server.isStarting()) {
                // It is up now, or this call reports why not.
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

    /** Empties all tables, so that the server and the floor begin with the same state. */
    void empty() throws SQLException {
        if (kind == TestDatabase.POSTGRESQL) {
            database.execute("TRUNCATE " + String.join(", ", tables()) + " CASCADE");
            return;
        }
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            boolean sqlite = kind == TestDatabase.SQLITE;
            statement.execute(sqlite ? "PRAGMA foreign_keys = off" : "SET FOREIGN_KEY_CHECKS = 0");
            connection.setAutoCommit(false);
            for (String table : tables()) {
                // DELETE would leave MySQL and MariaDB much to tidy up later; TRUNCATE makes the table anew.
                statement.execute((sqlite ? "DELETE FROM " : "TRUNCATE TABLE ") + table);
            }
            connection.commit();
            connection.setAutoCommit(true);
            if (sqlite) {
                statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
            }
        }
    }

    /** Returns each table's number of rows, sum of versions and sum of positions: equal for equal records. */
    String fingerprint() throws SQLException {
        return sums("count(*) || ' ' || coalesce(sum(row_version), 0) || ' ' || coalesce(sum(row_position), 0)");
    }

    /** Returns the fingerprint, and on PostgreSQL also a sum that shows which transaction wrote each row last. */
    String touched() throws SQLException {
        return fingerprint()
                + (kind == TestDatabase.POSTGRESQL ? sums("coalesce(sum(xmin::text::bigint), 0) || ''") : "");
    }

    private String sums(String expression) throws SQLException {
        String sql = tables().stream()
                .map(table -> "SELECT '" + table + " ' || " + expression + " FROM " + table)
                .collect(Collectors.joining(" UNION ALL "));
        // PostgreSQL may read several tables in parallel, so the order can change.
        return database.query(sql).stream().sorted().collect(Collectors.joining("\n"));
    }

    /** Returns the CPU time of the server so far, on all cores. */
    double cpuSeconds() {
        return cpuSeconds(server.handle());
    }

    static double cpuSeconds(ProcessHandle process) {
        return process.info().totalCpuDuration().orElseThrow().toMillis() / 1e3;
    }

    /** Resets the peak of resident memory. */
    void resetPeak() throws IOException {
        Files.writeString(Path.of("/proc/" + server.handle().pid() + "/clear_refs"), "5");
    }

    /** Returns the peak of resident memory, in bytes. */
    long peakResident() throws IOException {
        return status("VmHWM:");
    }

    /** Returns the resident memory, in bytes. */
    long resident() throws IOException {
        return status("VmRSS:");
    }

    private long status(String name) throws IOException {
        try (var lines = Files.lines(Path.of("/proc/" + server.handle().pid() + "/status"))) {
            String line = lines.filter(l -> l.startsWith(name)).findFirst().orElseThrow();
            return Long.parseLong(line.replaceAll("\\D", "")) * KILOBYTE;
        }
    }

    /** Makes the server collect its garbage, and returns the bytes of heap that are still in use. */
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
