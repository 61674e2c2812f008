package dev.metabuilder.database.testing;

import fish.payara.arquillian.container.payara.managed.PayaraMicroContainerConfiguration;
import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.protocol.servlet5.ServletMethodExecutor;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;

/** A running Payara Micro with a deployment at the root of http://127.0.0.1:port/. Its folder is target/it-DATABASE. */
final class TestServer implements AutoCloseable {

    private static final String ANY_COMMANDS = ServletMethodExecutor.ARQUILLIAN_SERVLET_MAPPING
            + "?cmd=event&outputMode=serializedObject&methodName=none&className=" + InServer.class.getName();

    private final Path folder;
    private final URI uri;
    private final ServerLog log;
    private final GuardedProcess process;

    private TestServer(Path folder, URI uri, ServerLog log, GuardedProcess process) {
        this.folder = folder;
        this.uri = uri;
        this.log = log;
        this.process = process;
    }

    /**
     * Starts the server and returns when the deployment answers; fails as soon as it is clear that the deployment has
     * failed.
     */
    static TestServer start(PayaraMicroContainerConfiguration configuration, Archive<?> archive)
            throws IOException, DeploymentException {
        var database = TestDatabase.current();
        var folder = Folders.fresh(Folders.TARGET.resolve("it-" + database.id()));
        archive.as(ZipExporter.class).exportTo(folder.resolve(archive.getName()).toFile());
        var log = new ServerLog(folder.resolve("server.log"));
        var uri = URI.create("http://127.0.0.1:" + Ports.free() + "/");
        var process = GuardedProcess.start(
                List.of(),
                ProcessFiles.open(command(configuration, folder, archive.getName(), uri)),
                "TERM",
                database.environment(Files.createDirectory(folder.resolve("data"))),
                log.file());
        var server = new TestServer(folder, uri, log, process);
        try {
            server.await(Duration.ofSeconds(configuration.getStartupTimeoutInSeconds()));
        } catch (IOException | DeploymentException | RuntimeException e) {
            server.close();
            throw e;
        }
        System.setProperty(InServer.BASE_URI, uri.toString());
        return server;
    }

    private static List<String> command(
            PayaraMicroContainerConfiguration configuration, Path folder, String war, URI uri) throws IOException {
        // What the server unpacks goes with its folder, also when it had no time to tidy up.
        var temporary = Files.createDirectory(folder.resolve("tmp"));
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Djava.io.tmpdir=" + temporary);
        command.add("-D" + InServer.BASE_URI + "=" + uri);
        // What the launcher gives to server-config/domain.xml.
        command.addAll(List.of(
                "-Dmetabuilder.http.address=127.0.0.1",
                "-Dmetabuilder.http.port=" + uri.getPort(),
                "-Dmetabuilder.http.threads=384",
                "-Dmetabuilder.db.connections=" + (TestDatabase.current() == TestDatabase.SQLITE ? 128 : 40)));
        command.addAll(words(configuration.getCmdOptions()));
        command.addAll(List.of("-jar", configuration.getMicroJarFile().getAbsolutePath()));
        command.addAll(
                List.of("--addlibs", libraries(configuration.getMicroJarFile().toPath())));
        command.addAll(List.of("--deploy", folder.resolve(war).toString(), "--contextroot", uri.getPath()));
        command.addAll(words(configuration.getExtraMicroOptions()));
        return command;
    }

    private static List<String> words(String options) {
        return options == null ? List.of() : List.of(options.strip().split("\\s+"));
    }

    /** The drivers and our own library: all that the build put beside Payara. */
    private static String libraries(Path micro) throws IOException {
        try (var files = Files.list(micro.toAbsolutePath().getParent())) {
            return files.filter(file -> file.toString().endsWith(".jar") && !file.endsWith(micro.getFileName()))
                    .map(Path::toString)
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }

    private void await(Duration patience) throws IOException, DeploymentException {
        var deadline = Instant.now().plus(patience);
        while (!answers()) {
            requireAlive();
            if (log.tellsReady() && !answers()) {
                throw new DeploymentException("The deployment failed. " + log.summary());
            }
            if (Instant.now().isAfter(deadline)) {
                throw new DeploymentException("The server was not ready in " + patience + ". " + log.summary());
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the server starts.", e);
        }
    }

    /** Whether Arquillian's servlet does its work; while the application loads, it is there and answers 503 or 500. */
    private boolean answers() {
        try {
            var connection =
                    (HttpURLConnection) uri.resolve(ANY_COMMANDS).toURL().openConnection();
            connection.setReadTimeout(60_000);
            return connection.getResponseCode() < 300;
        } catch (IOException e) {
            return false;
        }
    }

    /** Fails with the end of the log if the server has ended. */
    void requireAlive() throws IOException, DeploymentException {
        if (!process.isAlive()) {
            throw new DeploymentException(
                    "The server ended with status " + process.exitStatus() + ". " + log.summary());
        }
    }

    URI uri() {
        return uri;
    }

    /** Ends it. Other users must have no right on the files that it leaves. */
    @Override
    public void close() {
        process.close();
        ProcessFiles.assertClosed(folder);
    }
}
