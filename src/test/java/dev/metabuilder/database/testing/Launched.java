package dev.metabuilder.database.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** A server of its own, started as an operator starts it: the launcher, settings in the environment. */
public final class Launched implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final GuardedProcess process;
    private final Path folder;
    private final Path output;
    private final URI uri;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Launched(GuardedProcess process, Path folder, Path output, URI uri) {
        this.process = process;
        this.folder = folder;
        this.output = output;
        this.uri = uri;
    }

    /**
     * Starts a server and returns at once.
     *
     * @param folder the folder for the server's files, empty or from an earlier server
     * @param signal the signal that ends it: TERM for an orderly end, KILL like the failure of a machine
     * @param settings the environment beside the token, address and folders, which are set here
     * @param options of Java beside those that let it start quickly
     */
    public static Launched start(Path folder, String signal, Map<String, String> settings, String... options)
            throws IOException {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(Artefact.quickly());
        return start(folder, signal, settings, Ports.free(), arguments);
    }

    /** Starts what these arguments of Java tell it to; it is to listen at a port, as its environment says. */
    public static Launched start(
            Path folder, String signal, Map<String, String> settings, int port, List<String> arguments)
            throws IOException {
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        List<String> java = new ArrayList<>(List.of("-Djava.io.tmpdir=" + temporary));
        java.addAll(arguments);
        return command(folder, signal, settings, port, Artefact.java(java));
    }

    /** Starts a command that is to listen at a port, as its environment says. */
    public static Launched command(
            Path folder, String signal, Map<String, String> settings, int port, List<String> command)
            throws IOException {
        Map<String, String> environment = new HashMap<>(Map.of(
                "METABUILDER_DATA_DIR",
                folder.resolve("data").toString(),
                "METABUILDER_HTTP_PORT",
                Integer.toString(port),
                "METABUILDER_SERVICE_TOKEN",
                InServer.SERVICE_TOKEN,
                "METABUILDER_INITIALIZE",
                "false"));
        environment.putAll(settings);
        Path output = Files.createTempFile(folder, "output-", ".txt");
        GuardedProcess process =
                GuardedProcess.start(List.of(), ProcessFiles.open(command), signal, environment, output);
        return new Launched(process, folder, output, URI.create("http://127.0.0.1:" + port + "/"));
    }

    /** Waits until the server says that it is up. */
    public Launched awaitUp() throws IOException {
        await(() -> text().contains("MetaBuilder Database is up") || !process.isAlive());
        if (!process.isAlive()) {
            throw new IOException("The server ended with status " + process.exitStatus() + ": " + text());
        }
        return this;
    }

    /** Waits until the server has ended by itself, and returns {@code status: all that it printed}. */
    public String awaitEnd() throws IOException {
        await(() -> !process.isAlive());
        return process.exitStatus() + ": " + Files.readString(output);
    }

    /** Waits until something is so, as long as a server may take. */
    public void await(BooleanSupplier condition) throws IOException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                throw new IOException("Not within " + PATIENCE + ": " + text());
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }
    }

    /** Waits until it says that it is ready. */
    public void awaitReady() throws IOException {
        await(() -> {
            try {
                return send("GET", "health/ready", null).statusCode() == 200;
            } catch (IOException e) {
                return false;
            }
        });
    }

    /** Returns its address, with the slash at its end. */
    public URI uri() {
        return uri;
    }

    /** Returns its process. */
    public ProcessHandle handle() {
        return process.handle("java");
    }

    /** Returns whether the server lives and is not up yet. */
    public boolean isStarting() {
        return process.isAlive() && !text().contains("MetaBuilder Database is up");
    }

    /** Returns what it has printed. */
    public String text() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Sends a request with the service token; a null body is none. */
    public HttpResponse<String> send(String method, String path, String body, String... headers) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri.resolve(path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + InServer.SERVICE_TOKEN)
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Ends it. Other users must have no right on the files that it leaves. */
    @Override
    public void close() {
        process.close();
        ProcessFiles.assertClosed(folder);
    }
}
