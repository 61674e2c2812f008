package dev.metabuilder.database.server;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Runs a server on a temporary SQLite database, so that Java can record the classes that the server needs to start and to
 * answer.
 */
final class TrainingRun {
    // Time limits for a busy machine.
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final URI uri;
    private final Path data;
    private final Process server;
    private final HttpClient client = HttpClient.newHttpClient();

    private TrainingRun(URI uri, Path data, Process server) {
        this.uri = uri;
        this.data = data;
        this.server = server;
    }

    /**
     * Runs a server, and stores the classes that it loads.
     *
     * @param jar the server
     * @param archive the file for the classes
     * @throws StartupException if the server does not start, answer or end properly
     */
    static void archive(Path jar, Path archive) throws IOException {
        Path folder = Files.createTempDirectory("metabuilder-training");
        try {
            int port = freePort();
            ProcessBuilder builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:ArchiveClassesAtExit=" + archive,
                            "-Xlog:cds=off",
                            "-Xlog:cds+dynamic=off",
                            "-Djava.io.tmpdir=" + Files.createDirectory(folder.resolve("tmp")),
                            "-jar",
                            jar.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output").toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("METABUILDER_"));
            builder.environment()
                    .putAll(Map.of(
                            "METABUILDER_DATA_DIR",
                            folder.toString(),
                            "METABUILDER_HTTP_PORT",
                            Integer.toString(port)));
            Process server = builder.start();
            try {
                new TrainingRun(URI.create("http://127.0.0.1:" + port + "/"), folder, server).run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StartupException(StartupException.FAILED, "Broken off", e);
            } finally {
                server.destroyForcibly();
            }
            if (!Files.exists(archive)) {
                throw new StartupException(StartupException.FAILED, "This Java keeps no archive of classes", null);
            }
        } finally {
            Folders.delete(folder);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void run() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isReady()) {
            if (!server.isAlive() || System.nanoTime() > deadline) {
                throw failed("does not start");
            }
            Thread.sleep(PAUSE.toMillis());
        }
        var authorization =
                "Bearer " + Files.readString(data.resolve("service-token")).trim();
        HttpRequest.Builder export =
                HttpRequest.newBuilder(uri.resolve("api/database/export")).header("Authorization", authorization);
        HttpRequest.Builder again = HttpRequest.newBuilder(uri.resolve("api/database/import"))
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(answer(export).body()));
        answer(again);
        server.destroy();
        server.waitFor();
    }

    private boolean isReady() throws InterruptedException {
        try {
            return client.send(
                                    HttpRequest.newBuilder(uri.resolve("health/ready"))
                                            .build(),
                                    BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            // The server does not listen yet.
            return false;
        }
    }

    private HttpResponse<String> answer(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw failed("answers " + response.statusCode());
        }
        return response;
    }

    private StartupException failed(String what) throws IOException {
        List<String> lines = Files.readAllLines(data.resolve("output"));
        String last = lines.isEmpty() ? "" : ": " + lines.get(lines.size() - 1);
        return new StartupException(StartupException.FAILED, "The server to learn from " + what + last, null);
    }
}
