package dev.metabuilder.database.testing;

import dev.metabuilder.database.errors.ConflictException;
import dev.metabuilder.database.errors.ForbiddenException;
import dev.metabuilder.database.errors.NotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Calls that run at the same time, each in a thread of its own. */
public final class Together {

    /** What a call that ends well comes to. */
    public static final String DONE = "done";

    private static final int PATIENCE_SECONDS = 100;

    private Together() {}

    /** Something to do. */
    @FunctionalInterface
    public interface Action {
        /** Does it. */
        void run() throws Exception;
    }

    /**
     * Does something in another thread, and returns the result. If a lock of this thread blocks it, it fails after 30 s, the
     * timeout for locks.
     */
    public static <T> T elsewhere(Callable<T> call) throws Exception {
        var executor = Executors.newSingleThreadExecutor();
        try {
            return executor.submit(call).get(100, TimeUnit.SECONDS);
        } finally {
            executor.shutdownNow();
        }
    }

    /** Begins all calls at once, and returns the outcome of each: done, one of our errors, or an unexpected failure. */
    public static List<String> run(int calls, IntFunction<Action> call) throws InterruptedException {
        return run(IntStream.range(0, calls).mapToObj(call).toList());
    }

    /** Begins all calls at once, and returns the outcome of each: done, one of our errors, or an unexpected failure. */
    public static List<String> run(List<Action> calls) throws InterruptedException {
        var executor = Executors.newFixedThreadPool(calls.size());
        try {
            return outcomes(executor, calls);
        } finally {
            executor.shutdownNow();
        }
    }

    private static List<String> outcomes(ExecutorService executor, List<Action> calls) throws InterruptedException {
        var ready = new CountDownLatch(calls.size());
        var futures = new ArrayList<Future<String>>();
        for (var call : calls) {
            futures.add(executor.submit(() -> {
                ready.countDown();
                ready.await();
                return outcome(call);
            }));
        }
        var outcomes = new ArrayList<String>();
        for (var future : futures) {
            outcomes.add(await(future));
        }
        return outcomes;
    }

    private static String await(Future<String> future) throws InterruptedException {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (TimeoutException e) {
            return "not over after " + PATIENCE_SECONDS + " s";
        }
    }

    /** Does something, and returns the outcome: done, one of our errors, or an unexpected failure. */
    public static String outcome(Action call) {
        try {
            call.run();
            return DONE;
        } catch (ConflictException | NotFoundException | ForbiddenException e) {
            return e.getClass().getSimpleName();
        } catch (Exception | AssertionError e) {
            return e + " because of " + e.getCause();
        }
    }
}
