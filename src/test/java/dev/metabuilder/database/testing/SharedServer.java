package dev.metabuilder.database.testing;

import fish.payara.arquillian.container.payara.managed.PayaraMicroContainerConfiguration;
import fish.payara.arquillian.container.payara.managed.PayaraMicroDeployableContainer;
import java.io.IOException;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.client.protocol.metadata.Servlet;
import org.jboss.arquillian.protocol.servlet5.ServletMethodExecutor;
import org.jboss.shrinkwrap.api.Archive;

/**
 * The Arquillian container of a whole run. The first test class starts the server with the deployment that all classes
 * share, and the end of the run stops it. Payara's own container would start a server for each class, and would not notice a
 * failed deployment.
 */
public final class SharedServer extends PayaraMicroDeployableContainer {

    private PayaraMicroContainerConfiguration configuration;
    private TestServer server;
    private boolean failed;

    @Override
    public void setup(PayaraMicroContainerConfiguration configuration) {
        super.setup(configuration);
        this.configuration = configuration;
    }

    @Override
    public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
        if (failed) {
            throw new DeploymentException("The server of this run is not there: see the first class that failed.");
        }
        try {
            if (server == null) {
                server = TestServer.start(configuration, archive);
            }
            server.requireAlive();
        } catch (DeploymentException e) {
            failed = true;
            throw e;
        } catch (IOException | RuntimeException e) {
            failed = true;
            throw new DeploymentException("The server could not be started.", e);
        }
        return address();
    }

    private ProtocolMetaData address() {
        var uri = server.uri();
        return new ProtocolMetaData()
                .addContext(new HTTPContext(uri.getHost(), uri.getPort())
                        .add(new Servlet(ServletMethodExecutor.ARQUILLIAN_SERVLET_NAME, uri.getPath())));
    }

    /** Keeps the deployment for the next class. */
    @Override
    public void undeploy(Archive<?> archive) {}

    @Override
    public void stop() {
        if (server != null) {
            server.close();
        }
    }
}
