package dev.metabuilder.database.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Prepares the test's JVM before anything else of a run: the temporary folder, and PostgreSQL where the run is on it or
 * where the system property {@code metabuilder.test.postgresql} is true. Its address is then in the system properties
 * {@code metabuilder.test.postgresql.url}, {@code .user} and {@code .password}.
 */
public final class TestSession implements LauncherSessionListener {

    private static final String POSTGRESQL = "metabuilder.test.postgresql";

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        try {
            // The build names one below target, and clean has removed it.
            Files.createDirectories(Path.of(System.getProperty("java.io.tmpdir")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (TestDatabase.current() == TestDatabase.POSTGRESQL || Boolean.getBoolean(POSTGRESQL)) {
            var postgres = EmbeddedPostgres.running();
            System.setProperty(POSTGRESQL + ".url", postgres.url());
            System.setProperty(POSTGRESQL + ".user", postgres.user());
            System.setProperty(POSTGRESQL + ".password", postgres.password());
        }
    }
}
