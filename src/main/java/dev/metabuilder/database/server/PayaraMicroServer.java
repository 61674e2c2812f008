package dev.metabuilder.database.server;

import fish.payara.micro.BootstrapException;
import fish.payara.micro.PayaraMicro;
import fish.payara.micro.PayaraMicroRuntime;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Payara Micro in this process, by its own API: unlike its command line, it tells whether the deployment failed. */
final class PayaraMicroServer {
    private static final Logger LOG = Logger.getLogger(PayaraMicroServer.class.getName());
    private static final String APPLICATION = "metabuilder-database";

    /** The password that Payara opens its key store with, unless another one is set. */
    private static final String STORE_PASSWORD = "changeit";

    /**
     * For each thread that METABUILDER_HTTP_THREADS counts, so many: one at work, and five that wait for nothing but a caller or
     * their turn, of which platform/AdmissionLimit, platform/PendingExchanges and users/HashingLimit let so many be at most.
     */
    private static final int THREADS_FOR_ONE = 6;

    private PayaraMicroServer() {}

    /**
     * Boots with {@code server-config/domain.xml} and deploys the WAR at the root.
     *
     * @param settings where to listen
     * @param start whether it serves, and so listens; receives the result of the application's start
     * @param log the logging properties
     * @throws StartupException when a part of this fails
     */
    static void start(Settings settings, Start start, Path log) {
        Path unpacked = temporary();
        ShutdownSequence.delete(unpacked);
        PayaraMicro payara = PayaraInternals.isOnClassPath() ? onClassPath(unpacked) : unpack(unpacked);
        ShutdownSequence.add(() -> stop(payara));
        Path domain;
        Path war;
        try {
            domain = Files.writeString(unpacked.resolve("domain.xml"), BundledFiles.text("domain.xml"));
            war = BundledFiles.war(unpacked);
            System.getProperties()
                    .putIfAbsent("javax.net.ssl.keyStore", noKeys(unpacked).toString());
        } catch (IOException e) {
            throw failed("The temporary folder cannot be written", e);
        }
        // As it was read: Payara would take it with the blanks around it.
        System.setProperty("METABUILDER_DB", settings.database());
        System.setProperty("metabuilder.db.connections", Integer.toString(settings.connections()));
        System.setProperty("metabuilder.http.listens", Boolean.toString(start.serves()));
        System.setProperty("metabuilder.http.address", settings.address());
        System.setProperty("metabuilder.http.port", Integer.toString(settings.port()));
        System.setProperty("metabuilder.http.threads", Integer.toString(THREADS_FOR_ONE * settings.threads()));
        payara.setAlternateDomainXML(domain.toFile())
                .setLogPropertiesFile(log.toFile())
                .setNoHazelcast(true);
        PayaraMicroRuntime runtime;
        try {
            runtime = payara.bootStrap();
        } catch (BootstrapException e) {
            throw failed("Payara Micro does not boot", e);
        }
        boolean deployed = runtime.deploy(APPLICATION, "/", war.toFile());
        if (start.refusal() != null) {
            throw failed(start.refusal(), null);
        }
        if (!deployed || !runtime.getDeployedApplicationNames().contains(APPLICATION)) {
            throw failed("The application " + APPLICATION + " could not be deployed", null);
        }
    }

    /** A key store of one's own without keys: to open the one that Payara brings, for the TLS that is not used here, takes it longer. */
    private static Path noKeys(Path folder) throws IOException {
        Path file = folder.resolve("keys.jks");
        try (OutputStream out = Files.newOutputStream(file)) {
            KeyStore keys = KeyStore.getInstance("JKS");
            keys.load(null, null);
            keys.store(out, STORE_PASSWORD.toCharArray());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return file;
    }

    /** A folder that goes with the process. */
    private static Path temporary() {
        try {
            return Files.createTempDirectory(APPLICATION);
        } catch (IOException e) {
            throw failed("The temporary folder cannot be written", e);
        }
    }

    /** Classes load twice as fast from jars in a folder as from jars within a jar. */
    private static PayaraMicro unpack(Path folder) {
        PayaraMicro.setUpackedJarDir(folder.toFile());
        PayaraMicro.unpackJars();
        return PayaraMicro.getInstance();
    }

    private static PayaraMicro onClassPath(Path folder) {
        PayaraInternals.useClassPath(ExtractCommand.running());
        return PayaraMicro.getInstance().setRootDir(folder.toFile());
    }

    private static void stop(PayaraMicro payara) {
        try {
            payara.shutdown();
        } catch (BootstrapException | RuntimeException e) {
            // It did not come up.
            LOG.log(Level.FINE, "Payara Micro is not running", e);
        }
    }

    private static StartupException failed(String message, Throwable cause) {
        return new StartupException(StartupException.FAILED, message, cause);
    }
}
