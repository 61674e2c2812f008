package dev.metabuilder.database.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.metabuilder.database.testing.FreshDatabase;
import dev.metabuilder.database.testing.GeneratedExport;
import dev.metabuilder.database.testing.GeneratedExport.Fault;
import dev.metabuilder.database.testing.InServer;
import dev.metabuilder.database.testing.Launched;
import dev.metabuilder.database.testing.OnceForMysqlFamily;
import dev.metabuilder.database.testing.TestDatabase;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Every client notices an answer that breaks off, because a part of SQLite's file is damaged or because the reading session
 * of PostgreSQL ends.
 */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 15, unit = TimeUnit.MINUTES)
@OnceForMysqlFamily
class BrokenAnswersIT {

    private static final int RECORDS = 20_000;
    private static final int TRIES = 300;
    private static final String TOKEN = "Authorization: Bearer " + InServer.SERVICE_TOKEN;

    @TempDir
    private Path folder;

    private FreshDatabase database;

    /** How long all answers take together: they are broken off earlier. */
    private long longestMillis;

    /** How an answer ended, for whoever read it. */
    private enum End {
        WHOLE,
        REFUSED,
        BROKEN
    }

    /**
     * What a client made of an answer.
     *
     * @param bytes of the body
     */
    private record Seen(End end, long bytes) {}

    /** Something that reads an address. */
    private interface Client {
        Seen get(URI uri) throws Exception;
    }

    @Test
    void noClientTakesAPartOfAnAnswerForAllOfIt() throws Exception {
        database = FreshDatabase.of(TestDatabase.current(), folder);
        var settings = new HashMap<>(database.settings());
        settings.put("METABUILDER_MIGRATE", "update");
        try (Launched server = Launched.start(folder, "KILL", settings).awaitUp()) {
            var export = GeneratedExport.write(folder.resolve("export.json"), 1, RECORDS, Fault.NONE);
            var report = server.send("POST", "api/database/import", Files.readString(export));
            assertEquals(200, report.statusCode(), report.body());
            // MySQL and MariaDB send a list of this size at once: their session has nothing to break off any more.
            var paths = TestDatabase.current().isMysqlOrMariadb()
                    ? List.of("api/database/export")
                    : List.of("api/database/export", "api/comments");
            var sizes = new HashMap<String, Long>();
            long begun = System.nanoTime();
            for (String path : paths) {
                sizes.put(path, java(server.uri().resolve(path)).bytes());
            }
            longestMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
            if (TestDatabase.current() == TestDatabase.SQLITE) {
                damage();
            }
            for (String path : paths) {
                for (Client client : clients()) {
                    URI uri = server.uri().resolve(path);
                    if (TestDatabase.current() == TestDatabase.SQLITE) {
                        // It sorts a list, and so finds the damage before the first record leaves.
                        assertEquals(
                                path.contains("export") ? End.BROKEN : End.REFUSED,
                                client.get(uri).end());
                    } else {
                        breakOff(uri, client, sizes.get(path));
                    }
                }
            }
        }
    }

    private static List<Client> clients() {
        var clients = new ArrayList<Client>(
                List.of(uri -> raw(uri, "1.1"), uri -> raw(uri, "1.0"), BrokenAnswersIT::java, BrokenAnswersIT::gzip));
        if (Files.isExecutable(Path.of("/usr/bin/curl"))) {
            clients.add(uri -> curl(uri));
            clients.add(uri -> curl(uri, "--compressed"));
        }
        return clients;
    }

    /** Overwrites the last of the pages that hold comments, and lets each connection forget what it knows of them. */
    private void damage() throws IOException, SQLException {
        database.query("PRAGMA wal_checkpoint(TRUNCATE)");
        int size = Integer.parseInt(database.query("PRAGMA page_size").get(0));
        var comments = new ArrayList<Long>();
        try (var file = new RandomAccessFile(folder.resolve("fresh.db").toFile(), "rw")) {
            var page = new byte[size];
            for (long at = 0; at < file.length(); at += size) {
                file.seek(at);
                file.readFully(page);
                if (new String(page, StandardCharsets.ISO_8859_1).contains("comment_")) {
                    comments.add(at);
                }
            }
            for (long at : comments.subList(comments.size() / 2, comments.size())) {
                file.seek(at);
                file.write(new byte[size]);
            }
        }
        database.execute("PRAGMA user_version = 1");
    }

    /** Has the database server end all sessions while a client reads, until an answer breaks off that had begun. */
    private void breakOff(URI uri, Client client, long size) throws Exception {
        var ends = new ArrayList<Seen>();
        for (int i = 0; i < TRIES; i++) {
            CompletableFuture<Void> ended = endSessions(longestMillis * (i % 50) / 50);
            Seen seen = client.get(uri);
            ended.get();
            ends.add(seen);
            if (seen.end() == End.BROKEN) {
                return;
            }
            assertTrue(seen.end() != End.WHOLE || seen.bytes() == size, () -> uri + " " + size + ": " + ends);
        }
        fail("No answer of " + uri + " broke off after it had begun: " + ends);
    }

    private CompletableFuture<Void> endSessions(long milliseconds) {
        return CompletableFuture.runAsync(() -> {
            try {
                Thread.sleep(milliseconds);
                database.endSessions();
            } catch (SQLException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static Seen raw(URI uri, String version) throws IOException {
        try (var socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout(120_000);
            socket.getOutputStream()
                    .write(("GET " + uri.getPath() + (uri.getQuery() == null ? "" : "?" + uri.getQuery()) + " HTTP/"
                                    + version + "\r\nHost: localhost\r\nConnection: close\r\n" + TOKEN + "\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            var answer = "";
            try {
                answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            } catch (IOException e) {
                return new Seen(End.BROKEN, 0);
            }
            int begin = answer.indexOf("\r\n\r\n") + 4;
            if (begin < 4) {
                return new Seen(End.BROKEN, 0);
            }
            if (answer.matches("(?s)HTTP/1.. 5.*")) {
                return new Seen(End.REFUSED, 0);
            }
            if (version.equals("1.0")) {
                // There are no chunks: what ends in order is whole.
                return new Seen(End.WHOLE, answer.length() - begin);
            }
            var body = answer.substring(begin - 2).replaceAll("\r\n[0-9a-f]+\r\n", "");
            return new Seen(
                    answer.endsWith("\r\n0\r\n\r\n") ? End.WHOLE : End.BROKEN,
                    body.replaceFirst("\r\n$", "").length());
        }
    }

    private static Seen java(URI uri) throws Exception {
        var request = HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + InServer.SERVICE_TOKEN)
                .build();
        try {
            var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
            return answer.statusCode() == 200 ? new Seen(End.WHOLE, answer.body().length) : new Seen(End.REFUSED, 0);
        } catch (IOException e) {
            return new Seen(End.BROKEN, 0);
        }
    }

    /** Knows what is whole by gzip alone, whatever HTTP says. */
    private static Seen gzip(URI uri) throws Exception {
        try (var socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout(120_000);
            socket.getOutputStream()
                    .write(("GET " + uri.getPath() + (uri.getQuery() == null ? "" : "?" + uri.getQuery())
                                    + " HTTP/1.0\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n" + TOKEN + "\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            var in = new BufferedInputStream(socket.getInputStream());
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int b = in.read();
                if (b < 0) {
                    return new Seen(End.BROKEN, 0);
                }
                head.append((char) b);
            }
            if (head.toString().matches("(?s)HTTP/1.. 5.*")) {
                return new Seen(End.REFUSED, 0);
            }
            InputStream body = head.indexOf("Content-Encoding: gzip") < 0 ? in : new GZIPInputStream(in);
            return new Seen(End.WHOLE, body.transferTo(OutputStream.nullOutputStream()));
        } catch (IOException e) {
            return new Seen(End.BROKEN, 0);
        }
    }

    private static Seen curl(URI uri, String... options) throws Exception {
        var command = new ArrayList<>(List.of("curl", "-sf", "-H", TOKEN, uri.toString()));
        command.addAll(List.of(options));
        var process = new ProcessBuilder(command).start();
        long bytes = process.getInputStream().readAllBytes().length;
        return switch (process.waitFor()) {
            case 0 -> new Seen(End.WHOLE, bytes);
            case 22 -> new Seen(End.REFUSED, 0);
            default -> new Seen(End.BROKEN, bytes);
        };
    }
}
