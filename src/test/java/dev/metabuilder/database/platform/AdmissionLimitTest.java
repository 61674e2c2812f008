package dev.metabuilder.database.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which calls are admitted, wait or are refused, with 8 places, 4 of them for calls that may change data. */
@Timeout(60)
class AdmissionLimitTest {

    private static final int THREADS = 16;
    private static final int PLACES = 8;
    private static final int CHANGING = 4;
    private static final Duration NOW = Duration.ofMillis(50);

    private final AdmissionLimit admissionLimit = new AdmissionLimit(THREADS);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch done = new CountDownLatch(1);

    @AfterEach
    void endThreads() {
        done.countDown();
        threads.shutdown();
    }

    /** Lets calls in that stay until all are done; returns when they are in. */
    private List<Future<String>> stay(int count, boolean mayChange) throws Exception {
        CountDownLatch inside = new CountDownLatch(count);
        List<Future<String>> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            calls.add(threads.submit(() -> {
                String refusal = admissionLimit.begin(mayChange);
                inside.countDown();
                done.await();
                admissionLimit.end();
                return refusal;
            }));
        }
        inside.await();
        return calls;
    }

    private void assertAllGoWell(List<Future<String>> calls) throws Exception {
        done.countDown();
        for (Future<String> call : calls) {
            assertNull(call.get());
        }
        admissionLimit.close();
        assertTrue(admissionLimit.awaitEmpty(Duration.ofSeconds(10)));
    }

    private Future<Boolean> reads() {
        return threads.submit(() -> {
            String refusal = admissionLimit.begin(false);
            admissionLimit.end();
            return refusal == null;
        });
    }

    @Test
    void oneMoreThanThereArePlacesIsTurnedAwayAndTheSignGoesWhenSomebodyLeaves() throws Exception {
        List<Future<String>> calls = stay(PLACES, false);
        assertNull(admissionLimit.fault(), "nobody has waited without success yet");
        String refusal = admissionLimit.begin(false);
        assertTrue(
                refusal.startsWith("The server has reached its limit of 8 calls, and another call has already waited"),
                refusal);
        assertEquals(refusal, admissionLimit.fault());
        admissionLimit.end();
        assertAllGoWell(calls);
    }

    @Test
    void ofThoseThatMayChangeDataFewerAreLetInAndReadersAreNotKeptOut() throws Exception {
        List<Future<String>> calls = stay(CHANGING, true);
        String refusal = admissionLimit.begin(true);
        assertTrue(refusal.startsWith("The server has reached its limit of 4 calls that may change data"), refusal);
        assertTrue(reads().get());
        assertNull(admissionLimit.fault());
        assertAllGoWell(calls);
    }

    @Test
    void writersThatQueueTakeNoPlaceFromReaders() throws Exception {
        AtomicBoolean ended = new AtomicBoolean();
        AtomicInteger written = new AtomicInteger();
        CountDownLatch queued = new CountDownLatch(2 * CHANGING);
        List<Future<?>> writers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            writers.add(threads.submit(() -> {
                while (!ended.get()) {
                    if (admissionLimit.begin(true) == null) {
                        queued.countDown();
                        Thread.sleep(20);
                        written.incrementAndGet();
                    }
                    admissionLimit.end();
                }
                return null;
            }));
        }
        queued.await();
        // Each waits for no writer: were the queue among all, each would wait for the turn of those in it.
        int before = written.get();
        for (int i = 0; i < 1_000; i++) {
            assertNull(admissionLimit.begin(false));
            admissionLimit.end();
        }
        int meanwhile = written.get() - before;
        ended.set(true);
        for (Future<?> writer : writers) {
            writer.get();
        }
        assertTrue(meanwhile < 1_000, () -> meanwhile + " writers came in between 1,000 reads");
    }

    @Test
    void theQueueOfWritersHasAnEnd() throws Exception {
        List<Future<String>> calls = stay(CHANGING, true);
        AtomicInteger crowded = new AtomicInteger();
        List<Future<?>> more = new ArrayList<>();
        CountDownLatch together = new CountDownLatch(2 * THREADS);
        for (int i = 0; i < 2 * THREADS; i++) {
            more.add(threads.submit(() -> {
                together.countDown();
                together.await();
                String refusal = admissionLimit.begin(true);
                assertNotNull(refusal);
                crowded.addAndGet(refusal.endsWith("too many others wait.") ? 1 : 0);
                return null;
            }));
        }
        for (Future<?> one : more) {
            one.get();
        }
        assertTrue(crowded.get() > 0, "all the others waited for a second");
        assertAllGoWell(calls);
    }

    @Test
    void whoIsOutsideHoldsNoPlaceAndComesBackToOneOfTheSameKind() throws Exception {
        assertNull(admissionLimit.begin(true));
        admissionLimit.outside(
                () -> {
                    try {
                        List<Future<String>> calls = stay(CHANGING, true);
                        done.countDown();
                        for (Future<String> call : calls) {
                            assertNull(call.get());
                        }
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                    return null;
                },
                IllegalStateException::new);
        CountDownLatch others = new CountDownLatch(CHANGING - 1);
        for (int i = 0; i < CHANGING - 1; i++) {
            threads.execute(() -> {
                assertNull(admissionLimit.begin(true));
                others.countDown();
            });
        }
        others.await();
        assertNotNull(threads.submit(() -> admissionLimit.begin(true)).get(), "it is one of four again");
        admissionLimit.end();
        assertNull(threads.submit(() -> admissionLimit.begin(true)).get());
    }

    @Test
    void whoFindsNoPlaceAfterwardsIsToldAndHasNone() throws Exception {
        assertNull(admissionLimit.begin(false));
        var refused = assertThrows(
                IllegalStateException.class,
                () -> admissionLimit.outside(
                        () -> {
                            try {
                                return stay(PLACES, false);
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        },
                        IllegalStateException::new));
        assertTrue(refused.getMessage().startsWith("The server has reached its limit of 8 calls"), refused::getMessage);
        admissionLimit.end();
        admissionLimit.end();
        admissionLimit.close();
        done.countDown();
        assertTrue(admissionLimit.awaitEmpty(Duration.ofSeconds(10)), "the last to leave leaves nothing behind");
    }

    @Test
    void aThreadThatWorksForNoCallNeedsNoPlace() {
        assertEquals(1, admissionLimit.outside(() -> 1, IllegalStateException::new));
        admissionLimit.enter(true, IllegalStateException::new);
        admissionLimit.leave();
        admissionLimit.end();
        admissionLimit.close();
        assertTrue(admissionLimit.awaitEmpty(NOW));
    }

    @Test
    void aClosedGateLetsThoseFinishThatHaveBegunWhereverTheyAreAndNobodyElseIn() {
        assertNull(admissionLimit.begin(true));
        admissionLimit.close();
        assertEquals(1, admissionLimit.outside(() -> 1, IllegalStateException::new), "it comes back");
        admissionLimit.leave();
        assertFalse(admissionLimit.awaitEmpty(NOW), "its answer is on its way");
        admissionLimit.end();
        assertTrue(admissionLimit.awaitEmpty(NOW));
        String refusal = admissionLimit.begin(false);
        assertTrue(refusal.startsWith("The server is stopping"), refusal);
        assertEquals(refusal, admissionLimit.fault());
        admissionLimit.end();
        assertTrue(admissionLimit.awaitEmpty(NOW));
    }
}
