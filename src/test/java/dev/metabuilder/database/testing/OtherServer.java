package dev.metabuilder.database.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A second server, on the other database than that of the run, started like an operator's. */
public final class OtherServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Requests requests;
    private final GuardedProcess process;
    private final Path folder;
    private final Path output;

    private OtherServer(Requests requests, GuardedProcess process, Path folder, Path output) {
        this.folder = folder;
        this.requests = requests;
        this.process = process;
        this.output = output;
    }

    /** Starts the server and returns when it answers. */
    public static OtherServer start(int heapMegabytes) throws IOException, InterruptedException {
        var database = TestDatabase.current() == TestDatabase.SQLITE ? TestDatabase.POSTGRESQL : TestDatabase.SQLITE;
        var folder = Folders.fresh(
                Folders.TARGET.resolve("it-beside-" + TestDatabase.current().id()));
        var temporary = Files.createDirectory(folder.resolve("tmp"));
        var output = folder.resolve("output");
        var port = Ports.free();
        var environment = database.environment(Files.createDirectory(folder.resolve("data")));
        environment.put("METABUILDER_HTTP_PORT", Integer.toString(port));
        var java = new ArrayList<>(List.of("-Xmx" + heapMegabytes + "m", "-Djava.io.tmpdir=" + temporary));
        java.addAll(Artefact.quickly());
        var process =
                GuardedProcess.start(List.of(), ProcessFiles.open(Artefact.java(java)), "TERM", environment, output);
        var server =
                new OtherServer(Requests.to(URI.create("http://127.0.0.1:" + port + "/")), process, folder, output);
        try {
            server.await();
        } catch (IOException | InterruptedException | RuntimeException e) {
            server.close();
            throw e;
        }
        return server;
    }

    private void await() throws IOException, InterruptedException {
        var deadline = Instant.now().plus(PATIENCE);
        while (!answers()) {
            if (!process.isAlive() || Instant.now().isAfter(deadline)) {
                throw new IOException("The other server did not start: " + Files.readString(output));
            }
            Thread.sleep(200);
        }
    }

    private boolean answers() {
        try {
            return requests.send("GET", "database/statistics", "").statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** Returns requests to it. */
    public Requests requests() {
        return requests;
    }

    /** Ends it. Other users must have no right on the files that it leaves. */
    @Override
    public void close() {
        process.close();
        ProcessFiles.assertClosed(folder);
    }
}
