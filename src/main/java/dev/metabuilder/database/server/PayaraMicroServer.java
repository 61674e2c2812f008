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

/** Starts Payara Micro in this process by its API, which, unlike its command line, reports a failed deployment. */
final class PayaraMicroServer {
    private static final Logger LOG = Logger.getLogger(PayaraMicroServer.class.getName());
    private static final String APPLICATION = "metabuilder-database";

    /** The password with which Payara opens its key store by default. */
    private static final String STORE_PASSWORD = "changeit";

    /**
     * The number of Payara's threads for each one of METABUILDER_HTTP_THREADS: one that works, and five that only wait for a
     * caller or their turn. platform/AdmissionLimit, platform/PendingExchanges and users/HashingLimit allow no more of
     * these.
     */
    private static final int THREADS_FOR_ONE = 6;

    private PayaraMicroServer() {}

    /**
     * Boots with {@code server-config/domain.xml} and deploys the WAR at the root.
     *
     * @param settings the settings
     * @param start receives the result of the application's start
     * @param log the logging properties
     * @throws StartupException if a part of this fails
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
        // It sets the value without blanks around it: Payara would use them too.
        System.setProperty("METABUILDER_DB", settings.database());
        System.setProperty("metabuilder.db.connections", Integer.toString(settings.connections()));
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

    /**
     * Makes an empty key store: Payara would take longer to open its own, for TLS, which is not used here.
     */
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

    /** Makes a folder that is deleted at the end of the process. */
    private static Path temporary() {
        try {
            return Files.createTempDirectory(APPLICATION);
        } catch (IOException e) {
            throw failed("The temporary folder cannot be written", e);
        }
    }

    /** Unpacks Payara's jars: classes load twice as fast from jars in a folder as from jars within a jar. */
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
            // The server did not start.
            LOG.log(Level.FINE, "Payara Micro is not running", e);
        }
    }

    private static StartupException failed(String message, Throwable cause) {
        return new StartupException(StartupException.FAILED, message, cause);
    }
}
