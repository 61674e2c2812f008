package dev.metabuilder.database.schema;

import dev.metabuilder.database.model.DatabaseException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Says whether the database answers, and has the schema that this build needs. */
@Readiness
@ApplicationScoped
public class Ready implements HealthCheck {

    @Inject
    private Schema schema;

    @Override
    public HealthCheckResponse call() {
        String reason;
        try {
            reason = schema.fault();
        } catch (DatabaseException e) {
            reason = e.getMessage();
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
