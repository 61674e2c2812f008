package dev.metabuilder.database.benchmark;

import dev.metabuilder.database.testing.Folders;
import dev.metabuilder.database.testing.TestDatabase;
import dev.metabuilder.database.users.PasswordHashes;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Measures requests of each kind, one second at a time, alternately to the module and to the {@link PlainResource} in the
 * same server.
 */
final class RequestSpeed {

    private static final int[] CROWDS = {1, 32};
    private static final int FEW = 100;
    private static final int MANY = 10_000;
    private static final int WARM_UPS = 5;
    private static final long SLICE_NANOS = Duration.ofSeconds(1).toNanos();
    private static final String MODULE = "api/";
    private static final String PLAIN = "floor/plain/";
    private static final AtomicLong NEXT = new AtomicLong();

    private final Subject server;
    private final Options options;
    private final Results.Table table;

    private RequestSpeed(Subject server, Options options, Results.Table table) {
        this.server = server;
        this.options = options;
        this.table = table;
    }

    /**
     * A kind of request.
     *
     * @param status the status of its answers
     * @param bytes returns, for a base path, the function that makes the next request
     */
    private record Kind(String name, int status, Function<String, Function<SplittableRandom, byte[]>> bytes) {

        Crowd.Question to(String base) {
            Function<SplittableRandom, byte[]> next = bytes.apply(base);
            return new Crowd.Question() {
                @Override
                public byte[] next(SplittableRandom random) {
                    return next.apply(random);
                }

                @Override
                public int status() {
                    return status;
                }
            };
        }
    }

    static void run(Options options, Results results) throws IOException, SQLException {
        Path war = warWithPlainResource();
        for (TestDatabase database : options.databases()) {
            var table = results.table(
                    "Requests, " + database.id(),
                    "request",
                    "connections",
                    "plainPerSecond",
                    "modulePerSecond",
                    "ratio",
                    "plainP50Millis",
                    "moduleP50Millis",
                    "plainP95Millis",
                    "moduleP95Millis",
                    "plainP99Millis",
                    "moduleP99Millis");
            List<String> java = new ArrayList<>(options.serverJava());
            java.add("-Dmetabuilder.war=" + war);
            try (Subject server = Subject.start(database, "requests", java)) {
                new RequestSpeed(server, options, table).all();
            }
            table.print(System.out);
        }
    }

    /** Returns the WAR as it is shipped, with the plain resource added. */
    private static Path warWithPlainResource() throws IOException {
        Path war = Folders.TARGET.resolve("benchmark/plain.war");
        Files.copy(Folders.TARGET.resolve("metabuilder-database.war"), war, StandardCopyOption.REPLACE_EXISTING);
        try (var zip = FileSystems.newFileSystem(war)) {
            for (Class<?> type : List.of(PlainResource.class, PlainResource.Plain.class)) {
                String name = type.getName().replace('.', '/') + ".class";
                Path inside = zip.getPath("WEB-INF/classes", name);
                Files.createDirectories(inside.getParent());
                Files.copy(Folders.TARGET.resolve("test-classes").resolve(name), inside);
            }
        }
        return war;
    }

    private void all() throws IOException {
        try (Http http = server.http()) {
            http.send(204, "PUT", "api/users", "[" + user("u0") + "]");
            http.send(204, "PUT", "api/comments", comments(FEW));
            measure(http, new Kind("list of 100", 200, base -> always("GET", base + "comments")));
            http.send(204, "PUT", "api/comments", comments(MANY));
            measure(http, new Kind("list of 10,000", 200, base -> always("GET", base + "comments")));
            measure(
                    http,
                    new Kind(
                            "GET by key",
                            200,
                            base -> random -> Http.request("GET", base + "comments/c" + random.nextInt(MANY), null)));
            measure(
                    http,
                    new Kind(
                            "PATCH",
                            200,
                            base -> random -> Http.request(
                                    "PATCH",
                                    base + "comments/c" + random.nextInt(MANY),
                                    "{\"content\": \"changed " + random.nextInt() + "\"}")));
            measure(
                    http,
                    new Kind(
                            "POST",
                            201,
                            base -> random ->
                                    Http.request("POST", base + "comments", comment("new" + NEXT.incrementAndGet()))));
            http.send(
                    204,
                    "PUT",
                    "api/credentials/u0",
                    "{\"passwordHash\": \"" + PasswordHashes.sha512("secret") + "\"}");
            measure(http, new Kind("verify", 200, base -> {
                byte[] request = Http.request("POST", base + "credentials/u0/verify", "{\"password\": \"secret\"}");
                return random -> request;
            }));
        }
    }

    private static Function<SplittableRandom, byte[]> always(String method, String path) {
        byte[] request = Http.request(method, path, null);
        return random -> request;
    }

    private static String user(String id) {
        return "{\"id\": \"%1$s\", \"username\": \"%1$s\", \"email\": \"%1$s@builder.com\", \"role\": \"user\", \"createdAt\": 1}"
                .formatted(id);
    }

    private static String comment(String id) {
        return "{\"id\": \"%s\", \"userId\": \"u0\", \"content\": \"%s\", \"createdAt\": 1700000000000, \"parentId\": \"c0\"}"
                .formatted(id, "What people write is of this length or so. ".repeat(3));
    }

    private static String comments(int count) {
        return IntStream.range(0, count).mapToObj(n -> comment("c" + n)).collect(Collectors.joining(",", "[", "]"));
    }

    private void measure(Http http, Kind kind) throws IOException {
        if (options.requests().stream().noneMatch(kind.name()::startsWith)) {
            return;
        }
        requireSame(http, kind);
        for (int size : CROWDS) {
            Latencies[] latencies = {new Latencies(), new Latencies()};
            Samples[] perSecond = {new Samples(), new Samples()};
            Samples ratios = new Samples();
            try (Crowd crowd = new Crowd(server.server().uri(), size)) {
                for (int i = -WARM_UPS; i < options.slices(); i++) {
                    // The work of the first side may still continue during the second, so they change places in each
                    // slice.
                    double[] rates = new double[2];
                    for (int side : i % 2 == 0 ? new int[] {0, 1} : new int[] {1, 0}) {
                        var answers = crowd.ask(kind.to(side == 0 ? PLAIN : MODULE), SLICE_NANOS);
                        rates[side] = answers.perSecond();
                        if (i >= 0) {
                            latencies[side].add(answers.latencies());
                            perSecond[side].add(answers.perSecond());
                        }
                    }
                    if (i >= 0) {
                        ratios.add(rates[1] / rates[0]);
                    }
                }
            }
            table.add(
                    kind.name(),
                    size,
                    perSecond[0].median(),
                    perSecond[1].median(),
                    ratios.median(),
                    latencies[0].percentile(50),
                    latencies[1].percentile(50),
                    latencies[0].percentile(95),
                    latencies[1].percentile(95),
                    latencies[0].percentile(99),
                    latencies[1].percentile(99));
            Benchmark.say("%s %s at %d: %.0f/s (plain %.0f/s)"
                    .formatted(server.kind().id(), kind.name(), size, perSecond[1].median(), perSecond[0].median()));
        }
    }

    /** Sends one equal request to both sides: their answers must be equal, or the comparison would not be fair. */
    private static void requireSame(Http http, Kind kind) throws IOException {
        String[] bodies = new String[2];
        for (int side = 0; side < 2; side++) {
            int status = http.send(kind.to(side == 0 ? PLAIN : MODULE).next(new SplittableRandom(1)));
            // Each new record has another key.
            bodies[side] = http.body().replaceAll("new\\d+", "new");
            if (status != kind.status()) {
                throw new IllegalStateException(kind.name() + " was answered with " + status + ": " + http.body());
            }
        }
        if (!bodies[0].equals(bodies[1])) {
            throw new IllegalStateException(kind.name() + ": " + bodies[0] + " is not " + bodies[1]);
        }
    }
}
