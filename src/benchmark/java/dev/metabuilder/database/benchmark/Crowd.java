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

/** Connections that each send one request after the other, as fast as they are answered. */
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

    /** What is asked. */
    interface Question {

        /** Returns the bytes of the next request; called by all connections at once, each with numbers of its own. */
        byte[] next(SplittableRandom random);

        /** Returns the status that the answer must have. */
        int status();
    }

    /**
     * What came of it.
     *
     * @param latencies of each request
     * @param seconds until the last was answered
     */
    record Answers(Latencies latencies, double seconds) {

        double perSecond() {
            return latencies.count() / seconds;
        }
    }

    /** Asks for a while. */
    Answers ask(Question question, long nanos) throws IOException {
        long end = System.nanoTime() + nanos;
        return ask(question, () -> System.nanoTime() < end);
    }

    /** Asks while something is so; every connection asks once at least. */
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
                throw new IOException("Answered by " + status + ": " + connection.body());
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
