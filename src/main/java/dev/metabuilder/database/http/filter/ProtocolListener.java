package dev.metabuilder.database.http.filter;

import dev.metabuilder.database.http.problem.ProblemDocument;
import dev.metabuilder.database.http.problem.ProblemType;
import dev.metabuilder.database.vendor.ProtocolFilter;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/** Adds the {@link ProtocolFilter} while the application is deployed. */
@WebListener
public class ProtocolListener implements ServletContextListener {

    private final ProtocolFilter filter = new ProtocolFilter(ProblemDocument.MEDIA_TYPE, status -> {
        ProblemType type = ProblemType.of(status);
        return ProblemDocument.json(type, type.title() + ".");
    });

    @Override
    public void contextInitialized(ServletContextEvent event) {
        filter.add();
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        filter.remove();
    }
}
