package dev.metabuilder.database.schema;

import dev.metabuilder.database.model.DatabaseException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Says whether the database answers, and has the schema that this build needs. */
@Readiness
@ApplicationScoped
public class Ready implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(Ready.class.getName());

    @Inject
    private Schema schema;

    @Override
    public HealthCheckResponse call() {
        String reason;
        try {
            reason = schema.difference();
        } catch (DatabaseException e) {
            reason = e.getMessage();
        } catch (RuntimeException e) {
            // Payara would tell everybody what it says.
            LOG.log(Level.WARNING, "The database can't be read", e);
            reason = "The database can't be read; the log says why.";
        }
        return reason == null
                ? HealthCheckResponse.named("database")
                        .up()
                        .withData("schemaVersion", schema.version())
                        .build()
                : HealthCheckResponse.named("database")
                        .down()
                        .withData("reason", reason)
                        .build();
    }
}
