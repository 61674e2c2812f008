package dev.metabuilder.database.operator;

import dev.metabuilder.database.launch.ApplicationShutdown;
import dev.metabuilder.database.platform.AdmissionLimit;
import dev.metabuilder.database.transfer.JobRegistry;
import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Ends the work before the server stops: no new calls begin, and running calls may finish within a time limit; then it
 * cancels them.
 */
@Stateless
@Local(ApplicationShutdown.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class GracefulShutdown implements ApplicationShutdown {

    private static final Logger LOG = Logger.getLogger(GracefulShutdown.class.getName());
    private static final Duration LOOK = Duration.ofMillis(100);

    /** How long cancelled work may take to roll back and to answer. */
    private static final Duration TO_CANCEL = Duration.ofSeconds(3);

    /** How long it waits for the last bytes of answers after the calls have ended. */
    private static final Duration TO_ANSWER = Duration.ofMillis(300);

    @Inject
    private AdmissionLimit admissionLimit;

    @Inject
    private JobRegistry jobRegistry;

    @Override
    public void shutDown(Duration limit) {
        admissionLimit.close();
        if (!await(limit, () -> {})) {
            LOG.log(Level.WARNING, "Work that has not ended within {0} s is cut off", limit.toSeconds());
            await(TO_CANCEL, jobRegistry::cancelAll);
        }
        pause(TO_ANSWER);
    }

    private boolean await(Duration limit, Runnable meanwhile) {
        long end = System.nanoTime() + limit.toNanos();
        do {
            meanwhile.run();
            if (admissionLimit.awaitEmpty(LOOK) && jobRegistry.running() == 0) {
                return true;
            }
        } while (System.nanoTime() < end);
        return false;
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
