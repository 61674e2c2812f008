package dev.metabuilder.database.server;

import fish.payara.micro.boot.PayaraMicroBoot;
import fish.payara.micro.boot.PayaraMicroLauncher;
import java.lang.reflect.Method;
import java.nio.file.Path;

/**
 * What the launcher knows of the insides of Payara Micro. It does not stand in the application's package {@code vendor}, since
 * the launcher is there before Payara, and without the WAR. {@code PayaraInternalsTest} holds it against the Payara that is used.
 */
final class PayaraInternals {

    /** The folder of the jars within Payara's jar. */
    static final String RUNTIME = "MICRO-INF/runtime/";

    /** The list of what starts when a web application starts; see {@link #OPENAPI}. */
    static final String INITIALIZERS = "META-INF/services/jakarta.servlet.ServletContainerInitializer";

    /**
     * What starts the REST application of {@code /openapi}. On the class path it does so for every web module at the root, so that it
     * is started for Payara's own too, of which ours takes the place before it answers anybody: a twentieth of a start.
     */
    static final String OPENAPI = "fish.payara.microprofile.openapi.impl.rest.init.OpenApiServletContainerInitializer";

    /** The server itself, which Payara's launcher finds in the jars that it has unpacked. */
    static final String SERVER = "fish.payara.micro.impl.PayaraMicroImpl";

    private PayaraInternals() {}

    /** Returns whether Payara's runtime is on the class path of this process, and not within a jar. */
    static boolean isOnClassPath() {
        return PayaraInternals.class.getClassLoader().getResource(SERVER.replace('.', '/') + ".class") != null;
    }

    /** Tells Payara, whose API looks for its jars within the jar, that they are on the class path, and where they lie. */
    static void useClassPath(Path jar) {
        System.setProperty("fish.payara.micro.BootJar", jar.toUri().toString());
        System.setProperty("fish.payara.micro.UnpackDir", jar.getParent().toString());
        try {
            PayaraMicroLauncher.registerLaunchedInstance((PayaraMicroBoot)
                    instance(PayaraInternals.class.getClassLoader()).invoke(null));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This version of Payara Micro starts otherwise.", e);
        }
    }

    /** Returns what gives the server, of the Payara of a class loader. */
    static Method instance(ClassLoader payara) throws ReflectiveOperationException {
        return payara.loadClass(SERVER).getMethod("getInstance");
    }
}
