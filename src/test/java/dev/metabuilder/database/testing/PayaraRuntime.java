package dev.metabuilder.database.testing;

import static org.junit.jupiter.api.Assertions.fail;

import fish.payara.micro.PayaraMicro;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** The classes of our version of Payara Micro, from the jars within its jar, without a server. */
public final class PayaraRuntime implements AutoCloseable {

    private final String version;
    private final URLClassLoader classes;

    private PayaraRuntime(String version, URLClassLoader classes) {
        this.version = version;
        this.classes = classes;
    }

    /** Lays the jars out in an empty folder. */
    public static PayaraRuntime in(Path folder) throws IOException, URISyntaxException {
        Path micro = jar();
        List<URL> jars = new ArrayList<>(List.of(micro.toUri().toURL()));
        try (JarFile outer = new JarFile(micro.toFile())) {
            for (JarEntry entry : Collections.list(outer.entries())) {
                if (entry.getName().startsWith("MICRO-INF/runtime/")
                        && entry.getName().endsWith(".jar")) {
                    Path file = folder.resolve(Path.of(entry.getName()).getFileName());
                    Files.copy(outer.getInputStream(entry), file);
                    jars.add(file.toUri().toURL());
                }
            }
        }
        String version = micro.getFileName().toString().replaceAll("^payara-micro-|[.]jar$", "");
        return new PayaraRuntime(
                version, new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader()));
    }

    /** Returns the jar of Payara Micro. */
    public static Path jar() throws URISyntaxException {
        return Path.of(PayaraMicro.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    public ClassLoader classes() {
        return classes;
    }

    /** What is looked up. */
    @FunctionalInterface
    public interface Lookup {
        void in(ClassLoader payara) throws ReflectiveOperationException;
    }

    /** Fails with the name of our class that must be adapted after an upgrade. */
    public void assertKnows(Class<?> ours, Lookup lookup) {
        try {
            lookup.in(classes);
        } catch (ReflectiveOperationException | LinkageError e) {
            fail("Payara " + version + " changed what our class " + ours.getName() + " leans on: " + e, e);
        }
    }

    @Override
    public void close() throws IOException {
        classes.close();
    }
}
