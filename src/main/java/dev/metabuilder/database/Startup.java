package dev.metabuilder.database;

import dev.metabuilder.database.errors.DatabaseException;
import dev.metabuilder.database.launch.LauncherHolder;
import dev.metabuilder.database.launch.ServedDatabase;
import dev.metabuilder.database.platform.Configuration;
import dev.metabuilder.database.platform.Dialect;
import dev.metabuilder.database.platform.SecretFile;
import dev.metabuilder.database.platform.SpillFile;
import dev.metabuilder.database.platform.StartupFailure;
import dev.metabuilder.database.record.ChangeOrigin;
import dev.metabuilder.database.schema.Migration;
import dev.metabuilder.database.schema.Schema;
import dev.metabuilder.database.security.ServiceToken;
import dev.metabuilder.database.storage.ErrorTranslator;
import dev.metabuilder.database.storage.Storage;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DatabaseMetaData;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/**
 * Prepares everything before the first call: the schema, the service token, the defaults. If it cannot, the deployment fails
 * with the reason in words for the operator.
 */
@Singleton
@jakarta.ejb.Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class Startup {

    private static final Logger LOG = Logger.getLogger(Startup.class.getName());

    @Inject
    private Storage storage;

    @Inject
    private Configuration configuration;

    @Inject
    private Migration migration;

    @Inject
    private Schema schema;

    @Inject
    private ServiceToken serviceToken;

    @Inject
    private Database database;

    @PostConstruct
    void start() {
        SpillFile.limit(configuration.mostSpoolBytes());
        try {
            Dialect dialect = storage.dialect();
            requireFit(dialect);
            bringUpToDate(configuration.migrate(dialect));
            schema.settle(false).forEach(LOG::warning);
            String drift = schema.difference();
            if (drift != null) {
                // Only a person can judge whether the difference does harm. He may need the server to look at the data
                // or
                // to save it.
                LOG.log(Level.WARNING, "The server starts, but is not ready. {0}", drift);
            }
            serviceToken.prepare();
            if (drift == null && configuration.initialize(dialect) && isEmpty()) {
                Path passwords = placeForPasswords();
                keep(
                        new ChangeOrigin("server", ChangeOrigin.INITIALIZATION, null, null)
                                .during(database::initializeDatabase),
                        passwords);
            }
            LauncherHolder.get()
                    .started(new ServedDatabase(
                            describe(),
                            schema.version()
                                    + (drift == null ? "" : ", but not as this build needs it: see /health/ready")));
        } catch (DatabaseException | IllegalStateException e) {
            throw StartupFailure.because(storage.reason(e), e);
        } catch (RuntimeException e) {
            // The container wraps exceptions, such as the failure of a commit.
            throw ErrorTranslator.translate(e) instanceof DatabaseException known
                    ? StartupFailure.because(known.getMessage(), e)
                    : e;
        }
    }

    private void requireFit(Dialect dialect) {
        String unfit = storage.read(dialect::unfit);
        if (unfit != null) {
            throw new IllegalStateException(unfit);
        }
    }

    private void bringUpToDate(String mode) {
        if (!List.of("update", "validate").contains(mode)) {
            throw new IllegalStateException("METABUILDER_MIGRATE must be update or validate, not " + mode + ".");
        }
        String fault = schema.fault();
        if (fault != null && mode.equals("update")) {
            migration.update(LOG::warning);
            fault = schema.fault();
        }
        if (fault != null) {
            throw new IllegalStateException(fault);
        }
    }

    private boolean isEmpty() {
        return database.statistics().values().stream().allMatch(count -> count == 0);
    }

    /**
     * Returns the file for the passwords. It checks, before there are passwords, that they can be stored: nobody could
     * recover them later.
     */
    private Path placeForPasswords() {
        Path folder = configuration.dataDirectory().toAbsolutePath();
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
        if (!Files.isWritable(folder)) {
            throw unwritable(folder, null);
        }
        return folder.resolve("initial-passwords");
    }

    /**
     * Writes the passwords to a file. The launcher shows them once on a terminal and removes the file; without a terminal it
     * names the file.
     */
    private static void keep(Map<String, String> passwords, Path file) {
        if (passwords.isEmpty()) {
            // Another server filled the database: the passwords are its own.
            return;
        }
        String lines = passwords.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue() + "\n")
                .collect(Collectors.joining());
        try {
            Files.deleteIfExists(file);
            SecretFile.write(file, lines);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private static IllegalStateException unwritable(Path path, IOException e) {
        return new IllegalStateException("The initial passwords can't be written to " + path + ".", e);
    }

    private String describe() {
        String product = storage.read(connection -> {
            DatabaseMetaData database = connection.getMetaData();
            return database.getDatabaseProductName() + " " + database.getDatabaseProductVersion();
        });
        return product + " at " + storage.place();
    }
}
