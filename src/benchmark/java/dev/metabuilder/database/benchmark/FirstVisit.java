package dev.metabuilder.database.benchmark;

import dev.metabuilder.database.testing.Artefact;
import dev.metabuilder.database.testing.Folders;
import dev.metabuilder.database.testing.FreshDatabase;
import dev.metabuilder.database.testing.Ports;
import dev.metabuilder.database.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Measures {@code initialize}, for which the first visitor of an application waits, in a server that has just started. It
 * measures twice: on the database as it is after the start (by default, the server fills an SQLite database when it starts),
 * and on an emptied database, where the server hashes four passwords. For comparison it measures one such hash, compiled by
 * C2 and warm, in the benchmark's own process.
 */
final class FirstVisit {

    private static final int ROUNDS = 220_000;
    private static final int BITS = 512;
    private static final int WARM = 5;

    private FirstVisit() {}

    static void run(Options options, Results results) throws IOException {
        var table = results.table(
                "First visit",
                "database",
                "server",
                "visitSeconds",
                "ratioToOneHash",
                "emptiedSeconds",
                "ratioEmptied",
                "warmSeconds",
                "ratioWarm");
        Map<String, List<String>> ways = new LinkedHashMap<>();
        ways.put("development.options", List.of("@server-config/development.options"));
        ways.put("the jar", List.of("-jar", Artefact.JAR.toString()));
        for (TestDatabase kind : options.databases()) {
            Path folder = Folders.fresh(Folders.TARGET.resolve("benchmark").resolve("visit-" + kind.id()));
            Map<String, String> asByDefault =
                    Map.of("METABUILDER_INITIALIZE", Boolean.toString(kind == TestDatabase.SQLITE));
            Map<String, Samples> visit = new LinkedHashMap<>();
            Map<String, Samples> first = new LinkedHashMap<>();
            Map<String, Samples> again = new LinkedHashMap<>();
            Samples hash = new Samples();
            for (int i = 0; i < options.repetitions(); i++) {
                for (var way : ways.entrySet()) {
                    hash.add(hash());
                    FreshDatabase database = FreshDatabase.of(kind, Folders.fresh(folder.resolve("database-" + i)));
                    try (Subject server =
                            Subject.start(kind, database, folder, Ports.free(), asByDefault, way.getValue())) {
                        server.awaitReady();
                        visit.computeIfAbsent(way.getKey(), name -> new Samples())
                                .add(initialize(server));
                        clear(server);
                        first.computeIfAbsent(way.getKey(), name -> new Samples())
                                .add(initialize(server));
                        for (int j = 0; j < WARM; j++) {
                            clear(server);
                            initialize(server);
                        }
                        clear(server);
                        again.computeIfAbsent(way.getKey(), name -> new Samples())
                                .add(initialize(server));
                    }
                }
            }
            for (String way : ways.keySet()) {
                double one = hash.median();
                double found = visit.get(way).median();
                double emptied = first.get(way).median();
                double warm = again.get(way).median();
                table.add(kind.id(), way, found, found / one, emptied, emptied / one, warm, warm / one);
            }
        }
        table.print(System.out);
    }

    private static double initialize(Subject server) throws IOException {
        try (Http http = server.http()) {
            long begin = System.nanoTime();
            http.send(200, "POST", "api/database/initialize", null);
            return (System.nanoTime() - begin) / 1e9;
        }
    }

    private static void clear(Subject server) throws IOException {
        try (Http http = server.http()) {
            http.send(204, "POST", "api/database/clear", null);
        }
    }

    private static double hash() {
        double best = Double.MAX_VALUE;
        try {
            SecretKeyFactory pbkdf2 = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512");
            for (int i = 0; i < WARM; i++) {
                PBEKeySpec text = new PBEKeySpec("text".toCharArray(), new byte[BITS / 8], ROUNDS, BITS);
                long begin = System.nanoTime();
                pbkdf2.generateSecret(text);
                best = Math.min(best, (System.nanoTime() - begin) / 1e9);
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return best;
    }
}
