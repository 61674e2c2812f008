package dev.metabuilder.database.server;

import fish.payara.micro.boot.PayaraMicroBoot;
import fish.payara.micro.boot.PayaraMicroLauncher;
import java.lang.reflect.Method;
import java.nio.file.Path;

/**
 * The launcher's use of the internals of Payara Micro. It is not in the application's package {@code vendor}, because the
 * launcher runs before Payara and without the WAR. {@code PayaraInternalsTest} compares it with the Payara that we use.
 */
final class PayaraInternals {

    /** The folder of the jars within Payara's jar. */
    static final String RUNTIME = "MICRO-INF/runtime/";

    /** The list of initializers that run when a web application starts; see {@link #OPENAPI}. */
    static final String INITIALIZERS = "META-INF/services/jakarta.servlet.ServletContainerInitializer";

    /**
     * The initializer of the REST application of {@code /openapi}. On the class path it runs for every web module at the
     * root, so also for Payara's own, which ours replaces before it answers a request. That would take a twentieth of a
     * start, so an extracted server has the initializer only in the WAR.
     */
    static final String OPENAPI = "fish.payara.microprofile.openapi.impl.rest.init.OpenApiServletContainerInitializer";

    /** The class of the server, which Payara's launcher finds in its unpacked jars. */
    static final String SERVER = "fish.payara.micro.impl.PayaraMicroImpl";

    private PayaraInternals() {}

    /** Returns whether Payara's runtime is on the class path of this process, and not within a jar. */
    static boolean isOnClassPath() {
        return PayaraInternals.class.getClassLoader().getResource(SERVER.replace('.', '/') + ".class") != null;
    }

    /** Tells Payara that its jars are on the class path, and where: its API would search for them within its own jar. */
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

    /** Returns the method that returns the server, of the Payara of a class loader. */
    static Method instance(ClassLoader payara) throws ReflectiveOperationException {
        return payara.loadClass(SERVER).getMethod("getInstance");
    }
}
