package dev.metabuilder.database.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A node of a cluster of MariaDB on this machine, from Debian's packages {@code mariadb-server}, {@code galera-4} and {@code rsync}. */
public final class GaleraNode implements AutoCloseable {

    private static final Path SERVER = Path.of("/usr/sbin/mariadbd");
    private static final Path LIBRARY = Path.of("/usr/lib/galera/libgalera_smm.so");
    private static final Path RSYNC = Path.of("/usr/bin/rsync");
    private static final String USER = "metabuilder";
    private static final String PASSWORD = UUID.randomUUID().toString();
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final OrdinaryUser account;
    private final Path folder;
    private final Path data;
    private final int port;
    private final int clusterPort;
    private GuardedProcess process;

    private GaleraNode(OrdinaryUser account, Path folder, int port, int clusterPort) {
        this.account = account;
        this.folder = folder;
        data = folder.resolve("data");
        this.port = port;
        this.clusterPort = clusterPort;
    }

    /** Returns whether this machine has what a node needs. */
    public static boolean isThere() {
        return Files.exists(SERVER) && Files.exists(LIBRARY) && Files.exists(RSYNC);
    }

    /** Starts a cluster, with the empty database metabuilder. */
    public static List<GaleraNode> cluster(Path folder, int size) throws IOException {
        OrdinaryUser account = OrdinaryUser.find();
        List<GaleraNode> nodes = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            nodes.add(new GaleraNode(account, folder.resolve("node-" + i), Ports.free(), Ports.free()));
        }
        for (GaleraNode node : nodes) {
            Files.createDirectories(node.folder);
            account.own(node.folder);
            account.execute(
                    node.folder,
                    "mariadb-install-db",
                    "--no-defaults",
                    "--datadir=" + node.data,
                    "--auth-root-authentication-method=normal",
                    "--skip-test-db",
                    "--force");
            node.start(nodes, node == nodes.get(0));
        }
        nodes.get(0).execute("CREATE USER " + USER + " IDENTIFIED BY '" + PASSWORD + "'");
        nodes.get(0).execute("CREATE DATABASE " + USER);
        nodes.get(0).execute("GRANT ALL ON " + USER + ".* TO " + USER);
        return nodes;
    }

    /** Starts it again after {@link #kill}: it gets from the others what it has missed. */
    public void join(List<GaleraNode> cluster) throws IOException {
        start(cluster, false);
    }

    private void start(List<GaleraNode> cluster, boolean first) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                SERVER.toString(),
                "--no-defaults",
                "--datadir=" + data,
                "--bind-address=127.0.0.1",
                "--port=" + port,
                // The path of a socket may have some hundred characters only, and its folder must be there.
                "--socket=" + Path.of("/tmp", "metabuilder-" + port + ".sock"),
                "--pid-file=" + data.resolve("pid"),
                "--max-connections=400",
                "--max-allowed-packet=64M",
                "--innodb-buffer-pool-size=64M",
                "--innodb-flush-log-at-trx-commit=2",
                "--binlog-format=ROW",
                "--innodb-autoinc-lock-mode=2",
                "--wsrep-on=ON",
                "--wsrep-provider=" + LIBRARY,
                "--wsrep-cluster-address=gcomm://"
                        + String.join(
                                ",",
                                cluster.stream()
                                        .map(node -> "127.0.0.1:" + node.clusterPort)
                                        .toList()),
                "--wsrep-node-address=127.0.0.1:" + clusterPort,
                "--wsrep-sst-method=rsync",
                "--wsrep-sst-receive-address=127.0.0.1:" + Ports.free(),
                // As the guide for operators says: each statement sees what any node has committed before it.
                "--wsrep-sync-wait=7",
                "--wsrep-provider-options=gmcast.listen_addr=tcp://127.0.0.1:" + clusterPort
                        + ";ist.recv_addr=127.0.0.1:" + Ports.free() + ";gcache.size=64M"));
        if (first) {
            command.add("--wsrep-new-cluster");
        }
        process = GuardedProcess.start(
                account.prefix(), command, "KILL", Map.of("LC_ALL", "C"), folder.resolve("log-" + Instant.now()));
        awaitReady();
    }

    private void awaitReady() throws IOException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!isReady()) {
            if (!process.isAlive() || Instant.now().isAfter(deadline)) {
                throw new IOException("A node did not join; see " + folder);
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }
    }

    private boolean isReady() {
        try (Connection connection = administrator();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SHOW STATUS LIKE 'wsrep_local_state_comment'")) {
            return row.next() && row.getString(2).equals("Synced");
        } catch (SQLException e) {
            return false;
        }
    }

    /** Ends it in the middle of whatever it does, as the failure of its machine does. */
    public void kill() {
        close();
    }

    /** The port of 127.0.0.1. */
    public int port() {
        return port;
    }

    /** The user of the tests, who owns the database and is no administrator. */
    public String user() {
        return USER;
    }

    public String password() {
        return PASSWORD;
    }

    private void execute(String sql) throws IOException {
        try (Connection connection = administrator();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IOException(sql, e);
        }
    }

    private Connection administrator() throws SQLException {
        return DriverManager.getConnection("jdbc:mariadb://127.0.0.1:" + port + "/?connectTimeout=3000", "root", "");
    }

    @Override
    public void close() {
        process.close();
    }
}
