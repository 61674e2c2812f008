package dev.metabuilder.database.schema;

import dev.metabuilder.database.errors.DatabaseException;
import dev.metabuilder.database.platform.AdmissionLimit;
import dev.metabuilder.database.platform.ServerLog;
import dev.metabuilder.database.storage.FileDamage;
import dev.metabuilder.database.vendor.PoolUsage;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Reports whether the server accepts calls, and whether the database answers in time and has the schema that this build
 * needs.
 */
@Readiness
@ApplicationScoped
public class ReadinessCheck implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(ReadinessCheck.class.getName());
    private static final long PATIENCE_SECONDS = 2;

    @Inject
    private Schema schema;

    @Inject
    private AdmissionLimit admissionLimit;

    @Resource
    private ManagedExecutorService executor;

    private Future<String> asked;

    @Override
    public HealthCheckResponse call() {
        String reason = admissionLimit.fault();
        if (reason == null) {
            reason = FileDamage.fault();
        }
        if (reason == null) {
            reason = fault();
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

    /** Asks the database in another thread, because it may not answer. Simultaneous checks share one question. */
    private String fault() {
        try {
            return asked().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            int most = PoolUsage.most();
            return PoolUsage.used() < most
                    ? "The database has not answered within " + PATIENCE_SECONDS + " s."
                    : "All " + most + " connections to the database are in use, and none came free within "
                            + PATIENCE_SECONDS + " s.";
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DatabaseException known) {
                return known.getMessage();
            }
            // Payara would send the exception's text to every caller.
            LOG.log(Level.WARNING, "The database can't be read", e.getCause());
            return "The database can't be read" + ServerLog.reference("says why");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "The server is stopping.";
        }
    }

    private synchronized Future<String> asked() {
        if (asked == null || asked.isDone()) {
            Callable<String> obstacle = schema::obstacle;
            asked = executor.submit(obstacle);
        }
        return asked;
    }
}
