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
 * What whoever opens an application first waits for: {@code initialize}, which hashes four passwords, in a server that has just
 * started on an empty database, beside one such hash by C2, warm, in a process of its own.
 */
final class FirstVisit {

    private static final int ROUNDS = 220_000;
    private static final int BITS = 512;
    private static final int WARM = 5;

    private FirstVisit() {}

    static void run(Options options, Results results) throws IOException {
        var table = results.table(
                "First visit", "database", "server", "firstSeconds", "ratioToOneHash", "againSeconds", "ratioAgain");
        Map<String, List<String>> ways = new LinkedHashMap<>();
        ways.put("development.options", List.of("@server-config/development.options"));
        ways.put("the jar", List.of("-jar", Artefact.JAR.toString()));
        for (TestDatabase kind : options.databases()) {
            Path folder = Folders.fresh(Folders.TARGET.resolve("benchmark").resolve("visit-" + kind.id()));
            Map<String, Samples> first = new LinkedHashMap<>();
            Map<String, Samples> again = new LinkedHashMap<>();
            Samples hash = new Samples();
            for (int i = 0; i < options.repetitions(); i++) {
                for (var way : ways.entrySet()) {
                    hash.add(hash());
                    FreshDatabase database = FreshDatabase.of(kind, Folders.fresh(folder.resolve("database-" + i)));
                    try (Subject server = Subject.start(kind, database, folder, Ports.free(), way.getValue())) {
                        server.awaitReady();
                        first.computeIfAbsent(way.getKey(), name -> new Samples())
                                .add(initialize(server));
                        for (int j = 0; j < WARM; j++) {
                            initialize(server);
                        }
                        again.computeIfAbsent(way.getKey(), name -> new Samples())
                                .add(initialize(server));
                    }
                }
            }
            for (String way : ways.keySet()) {
                double seconds = first.get(way).median();
                double later = again.get(way).median();
                table.add(kind.id(), way, seconds, seconds / hash.median(), later, later / hash.median());
            }
        }
        table.print(System.out);
    }

    private static double initialize(Subject server) throws IOException {
        try (Http http = server.http()) {
            http.send(204, "POST", "api/database/clear", null);
            long begin = System.nanoTime();
            http.send(200, "POST", "api/database/initialize", null);
            return (System.nanoTime() - begin) / 1e9;
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
