package dev.metabuilder.database.testing;

import java.net.URI;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.GenericArchive;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ExplodedImporter;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The base of integration tests. A test runs inside the server, in the real WAR, and can inject everything that the WAR can.
 * A method with {@code @RunAsClient} runs in the test's own JVM instead, and talks to the server over HTTP.
 *
 * <p>One server serves all these classes, in any order, on one database: a test brings its own data, and does not rely on
 * data of other tests. Inside the server parameterized and repeated tests run too often, nested classes do not run there, an
 * assumption that fails is an error, and {@code @BeforeAll} runs in the test's JVM.
 */
@ExtendWith(ArquillianExtension.class)
public abstract class InServer {

    /** The service token, with which every call is allowed. */
    public static final String SERVICE_TOKEN = "service-token-of-the-integration-tests-0123456789";

    static final String BASE_URI = "metabuilder.test.base.uri";
    private static final String WAR = "metabuilder-database.war";
    // Inside the server these would start Arquillian and JUnit once more, or be resources beside the module's.
    private static final String OF_THE_CLIENT = ".*/META-INF/services/.*|.*/arquillian\\.xml|.*/benchmark/.*";

    /** Returns the real WAR with the classes of the tests. */
    @Deployment
    public static WebArchive deployment() {
        var tests = ShrinkWrap.create(GenericArchive.class)
                .as(ExplodedImporter.class)
                .importDirectory(Folders.TARGET.resolve("test-classes").toFile())
                .as(GenericArchive.class);
        return ShrinkWrap.create(ZipImporter.class, WAR)
                .importFrom(Folders.TARGET.resolve(WAR).toFile())
                .as(WebArchive.class)
                .merge(tests, "WEB-INF/classes", Filters.exclude(OF_THE_CLIENT));
    }

    /** The address of the server, with the slash at its end; the same inside and outside. */
    public static URI baseUri() {
        return URI.create(System.getProperty(BASE_URI));
    }
}
