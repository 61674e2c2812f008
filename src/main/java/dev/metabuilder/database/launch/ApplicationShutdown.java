package dev.metabuilder.database.launch;

import java.time.Duration;

/** What ends the application's work before the server goes. */
public interface ApplicationShutdown {

    /** Where the application has it. */
    String JNDI_NAME = "java:global/metabuilder-database/GracefulShutdown";

    /**
     * Lets nothing new begin, and returns when what runs has ended.
     *
     * @param limit after which time running work is stopped
     */
    void shutDown(Duration limit);
}
