package dev.metabuilder.database.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.metabuilder.database.errors.UnavailableException;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import java.lang.reflect.Proxy;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** Whatever ends the work of a job, the job has ended: otherwise it would take one of few places for ever. */
class JobRegistryTest {

    private final JobRegistry jobRegistry = new JobRegistry();
    private final Job job = new Job("1", Job.Kind.IMPORT);

    @Test
    void aJobThatTheServerDoesNotBeginHasFailed() {
        jobRegistry.executor = (ManagedExecutorService) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ManagedExecutorService.class}, (proxy, method, given) -> {
                    throw new RejectedExecutionException();
                });
        assertThrows(UnavailableException.class, () -> jobRegistry.start(job, same -> null));
        assertEquals(Job.State.FAILED, job.state());
        assertEquals(
                "The server starts no more imports; try again.", job.failure().getMessage());
    }

    @Test
    void aJobThatAnErrorEndsHasFailed() {
        assertThrows(
                OutOfMemoryError.class,
                () -> jobRegistry.run(job, same -> {
                    throw new OutOfMemoryError();
                }));
        assertEquals(Job.State.FAILED, job.state());
    }

    @Test
    void aJobWhosePreparationFailsHasFailed() {
        assertThrows(
                IllegalStateException.class,
                () -> jobRegistry.prepare(job, same -> {
                    throw new IllegalStateException();
                }));
        assertEquals(Job.State.FAILED, job.state());
    }
}
