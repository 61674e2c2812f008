package dev.metabuilder.database.benchmark;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/** Connections, each of which sends its next request as soon as the last one is answered. */
final class Crowd implements AutoCloseable {

    private final List<Http> connections = new ArrayList<>();
    private final ExecutorService threads;
    private final SplittableRandom random = new SplittableRandom(1);

    Crowd(URI server, int size) {
        threads = Executors.newFixedThreadPool(size);
        for (int i = 0; i < size; i++) {
            connections.add(new Http(server));
        }
    }

    /** A kind of request. */
    interface Question {

        /**
         * Returns the bytes of the next request. All connections call this at the same time, each with its own random
         * numbers.
         */
        byte[] next(SplittableRandom random);

        /** Returns the status that the answer must have. */
        int status();
    }

    /**
     * The result of a measurement.
     * @param latencies how long each request took
     * @param seconds the time until the last answer
     */
    record Answers(Latencies latencies, double seconds) {

        double perSecond() {
            return latencies.count() / seconds;
        }
    }

    /** Sends requests for some nanoseconds. */
    Answers ask(Question question, long nanos) throws IOException {
        long end = System.nanoTime() + nanos;
        return ask(question, () -> System.nanoTime() < end);
    }

    /** Sends requests while a condition is true, at least one on every connection. */
    Answers ask(Question question, BooleanSupplier goOn) throws IOException {
        long start = System.nanoTime();
        List<Future<Latencies>> all = new ArrayList<>();
        for (Http connection : connections) {
            SplittableRandom own = random.split();
            all.add(threads.submit(() -> ask(connection, question, own, goOn)));
        }
        Latencies latencies = new Latencies();
        try {
            for (Future<Latencies> one : all) {
                latencies.add(one.get());
            }
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        return new Answers(latencies, (System.nanoTime() - start) / 1e9);
    }

    private static Latencies ask(Http connection, Question question, SplittableRandom random, BooleanSupplier goOn)
            throws IOException {
        Latencies latencies = new Latencies();
        do {
            byte[] request = question.next(random);
            long start = System.nanoTime();
            int status = connection.send(request);
            latencies.add(System.nanoTime() - start);
            if (status != question.status()) {
                throw new IOException("The server answered with " + status + ": " + connection.body());
            }
        } while (goOn.getAsBoolean());
        return latencies;
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        for (Http connection : connections) {
            connection.close();
        }
    }
}
