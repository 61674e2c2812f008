package dev.metabuilder.database.launch;

import java.time.Duration;

/** Ends the application's work before the server stops. */
public interface ApplicationShutdown {

    /** The JNDI name of the application's EJB. */
    String JNDI_NAME = "java:global/metabuilder-database/GracefulShutdown";

    /**
     * Lets no new work begin, and returns when the running work has ended.
     *
     * @param limit the time after which running work is cancelled
     */
    void shutDown(Duration limit);
}
