package dev.metabuilder.database.http.filter;

import dev.metabuilder.database.platform.Configuration;
import dev.metabuilder.database.platform.GrizzlyChains;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import org.glassfish.grizzly.http.HttpServerFilter;

/** Keeps the {@link ProtocolFilter} in the way of every request while the application is deployed. */
@WebListener
public class ProtocolListener implements ServletContextListener {

    private final ProtocolFilter filter = new ProtocolFilter();

    @Inject
    private Configuration configuration;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        // A command's server listens nowhere.
        if (configuration.serves()) {
            GrizzlyChains.addBehind(HttpServerFilter.class, filter);
        }
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        GrizzlyChains.remove(filter);
    }
}
