package dev.metabuilder.database.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A real PgBouncer in transaction pooling before a PostgreSQL of tests, with few sessions, which it gives to each new
 * transaction.
 */
public final class PgBouncer implements AutoCloseable {

    /** Debian's package {@code pgbouncer} has it there. */
    public static final Path PROGRAM = Path.of("/usr/sbin/pgbouncer");

    private static final int SESSIONS = 4;

    private final int port;
    private final Path folder;
    private final GuardedProcess process;

    private PgBouncer(int port, Path folder, GuardedProcess process) {
        this.port = port;
        this.folder = folder;
        this.process = process;
    }

    /** Starts one, and returns when it answers. */
    public static PgBouncer before(EmbeddedPostgres postgres) throws Exception {
        int port = Ports.free();
        Path folder = Files.createDirectory(postgres.sibling("pgbouncer-" + port));
        Path users = Files.writeString(
                folder.resolve("users"), "\"%s\" \"%s\"%n".formatted(postgres.user(), postgres.password()));
        Path settings = Files.writeString(
                folder.resolve("pgbouncer.ini"), """
                [databases]
                * = host=127.0.0.1 port=%d
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = scram-sha-256
                auth_file = %s
                pool_mode = transaction
                default_pool_size = %d
                ignore_startup_parameters = extra_float_digits, options, search_path
                """.formatted(postgres.port(), port, users, SESSIONS));
        postgres.account().own(folder);
        Path log = folder.resolveSibling("log-of-" + folder.getFileName());
        GuardedProcess process = GuardedProcess.start(
                postgres.account().prefix(), List.of(PROGRAM.toString(), settings.toString()), "TERM", Map.of(), log);
        PgBouncer pooler = new PgBouncer(port, folder, process);
        while (!Files.readString(log).contains("process up")) {
            if (!process.isAlive()) {
                throw new IOException(Files.readString(log));
            }
            Thread.sleep(20);
        }
        return pooler;
    }

    /** Returns the JDBC address through it of a database of its PostgreSQL. */
    public String through(String url) {
        return url.replaceFirst(":\\d+/", ":" + port + "/");
    }

    @Override
    public void close() throws IOException {
        process.close();
        Folders.delete(folder);
        Files.deleteIfExists(folder.resolveSibling("log-of-" + folder.getFileName()));
    }
}
