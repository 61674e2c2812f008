package dev.metabuilder.database.server;

import fish.payara.micro.BootstrapException;
import fish.payara.micro.ClusterCommandResult;
import fish.payara.micro.PayaraMicro;
import fish.payara.micro.PayaraMicroRuntime;
import fish.payara.micro.boot.AdminCommandRunner;
import fish.payara.micro.boot.PayaraMicroBoot;
import fish.payara.micro.boot.PayaraMicroLauncher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Payara Micro in this process, by its own API: unlike its command line, it tells whether a command or the deployment
 * failed.
 */
final class Payara {
    private static final Logger LOG = Logger.getLogger(Payara.class.getName());
    private static final String APPLICATION = "metabuilder-database";
    private static final String HTTP = "configs.config.server-config.network-config.";
    private static final String LISTENER = HTTP + "network-listeners.network-listener.http-listener.";
    private static final Pattern SETTING = Pattern.compile("\\$\\{MPCONFIG=(\\w+):([^}]*)}");

    private Payara() {}

    /**
     * Boots, runs the boot commands of the database and deploys the WAR at the root.
     *
     * @param settings where to listen and which database
     * @param listens whether it listens at all
     * @param log the logging properties
     * @throws StartupException when a part of this fails
     */
    static void start(Settings settings, boolean listens, Path log) {
        System.setProperty("payaramicro.disablePhoneHome", "true");
        Path unpacked = temporary();
        Ending.delete(unpacked);
        PayaraMicro payara = Extract.isRunning() ? onClassPath(unpacked) : unpack(unpacked);
        Ending.add(() -> stop(payara));
        List<String> commands;
        Path war;
        try {
            commands = Packed.text(settings.database() + ".asadmin").lines().toList();
            war = Packed.war(unpacked);
        } catch (IOException e) {
            throw failed("The temporary folder cannot be written", e);
        }
        payara.setHttpPort(settings.port())
                .setMaxHttpThreads(settings.threads())
                .setLogPropertiesFile(log.toFile())
                .setNoHazelcast(true)
                .setPreBootHandler(runner -> listen(runner, settings.address(), listens))
                .setPostBootHandler(runner -> runAll(runner, commands));
        PayaraMicroRuntime runtime;
        try {
            runtime = payara.bootStrap();
        } catch (BootstrapException e) {
            throw e.getCause() instanceof StartupException reason ? reason : failed("Payara Micro does not boot", e);
        }
        boolean deployed = runtime.deploy(APPLICATION, "/", war.toFile());
        String refusal = System.getProperty("metabuilder.startup.failure");
        if (refusal != null) {
            throw failed(refusal, null);
        }
        if (!deployed || !runtime.getDeployedApplicationNames().contains(APPLICATION)) {
            throw failed("The application " + war.getFileName() + " could not be deployed", null);
        }
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

    /** Its API looks for its jars within the jar; here they are on the class path, and it has to be told where they lie. */
    private static PayaraMicro onClassPath(Path folder) {
        Path jar = Extract.running();
        System.setProperty("fish.payara.micro.BootJar", jar.toUri().toString());
        System.setProperty("fish.payara.micro.UnpackDir", jar.getParent().toString());
        try {
            PayaraMicroLauncher.registerLaunchedInstance(
                    (PayaraMicroBoot) Class.forName("fish.payara.micro.impl.PayaraMicroImpl")
                            .getMethod("getInstance")
                            .invoke(null));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
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

    private static void listen(AdminCommandRunner runner, String address, boolean listens) {
        run(runner, List.of("set", LISTENER + "address=" + address));
        run(runner, List.of("set", LISTENER + "enabled=" + listens));
        run(runner, List.of("set", HTTP + "protocols.protocol.http-listener.http.server-header=false"));
        run(runner, List.of("set", HTTP + "protocols.protocol.http-listener.http.xpowered-by=false"));
    }

    private static void runAll(AdminCommandRunner runner, List<String> commands) {
        for (String line : commands) {
            if (!line.isBlank() && !line.startsWith("#")) {
                run(runner, List.of(expanded(line.trim()).split("\\s+")));
            }
        }
    }

    /** The command line of Payara Micro expands a command before it runs it, and its API does not. */
    private static String expanded(String command) {
        return SETTING.matcher(command)
                .replaceAll(found -> Matcher.quoteReplacement(Settings.get(found.group(1), found.group(2))));
    }

    private static void run(AdminCommandRunner runner, List<String> command) {
        String name = command.get(0);
        ClusterCommandResult result =
                runner.run(name, command.subList(1, command.size()).toArray(String[]::new));
        if (result.getExitStatus() == ClusterCommandResult.ExitStatus.FAILURE) {
            Throwable cause = result.getFailureCause();
            throw failed(
                    "The boot command " + name + " failed",
                    cause == null ? new IllegalStateException(result.getOutput()) : cause);
        }
    }

    private static StartupException failed(String message, Throwable cause) {
        return new StartupException(StartupException.FAILED, message, cause);
    }
}
