package dev.metabuilder.database.server;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.testing.PayaraRuntime;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The internals that the launcher uses exist in our version of Payara Micro. See also VendorTest. */
class PayaraInternalsTest {

    @Test
    void whatTheLauncherLeansOnIsThere(@TempDir Path folder) throws Exception {
        try (PayaraRuntime payara = PayaraRuntime.in(folder)) {
            payara.assertKnows(PayaraInternals.class, PayaraInternals::instance);
            payara.assertKnows(PayaraInternals.class, classes -> classes.loadClass(PayaraInternals.OPENAPI));
            StringBuilder lists = new StringBuilder();
            for (var list : Collections.list(payara.classes().getResources(PayaraInternals.INITIALIZERS))) {
                try (InputStream in = list.openStream()) {
                    lists.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
            assertTrue(
                    lists.indexOf(PayaraInternals.OPENAPI) >= 0,
                    "Payara starts its REST application of /openapi otherwise: see PayaraInternals.OPENAPI");
            Map.of(
                            "fish.payara.micro.BootJar", "fish.payara.micro.boot.runtime.MicroGlassFishRuntime",
                            "fish.payara.micro.UnpackDir", "fish.payara.micro.impl.RootDirLauncher")
                    .forEach((property, reader) -> assertTrue(
                            isInClass(payara, reader, property),
                            "Payara does not read " + property + ": see PayaraInternals.useClassPath"));
        }
        try (JarFile jar = new JarFile(PayaraRuntime.jar().toFile())) {
            assertNotNull(jar.getEntry(PayaraInternals.RUNTIME), "the folder of Payara's jars: see PayaraInternals");
        }
    }

    /** A constant stands in the file of a class as it is. */
    private static boolean isInClass(PayaraRuntime payara, String name, String constant) {
        try (InputStream in = payara.classes().getResourceAsStream(name.replace('.', '/') + ".class")) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).contains(constant);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
