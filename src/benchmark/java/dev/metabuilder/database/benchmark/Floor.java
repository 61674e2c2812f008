package dev.metabuilder.database.benchmark;

import dev.metabuilder.database.server.MysqlDataSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.sqlite.SQLiteDataSource;

/**
 * The floor of imports and exports, in a process of its own: only a streaming parser and plain JDBC. It reads {@code import
 * FILE} and {@code export FILE} from the standard input, and answers each with the nanoseconds that it took. It ends when
 * its input ends, and so also when the process that started it ends.
 */
final class Floor {

    private Floor() {}

    public static void main(String[] arguments) throws IOException, SQLException {
        try (Connection connection = connect(arguments[0], arguments[1], arguments[2]);
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            connection.setAutoCommit(false);
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                Path file = Path.of(line.substring(line.indexOf(' ') + 1));
                long start = System.nanoTime();
                if (line.startsWith("import ")) {
                    FloorImport.run(file, writer(connection));
                } else {
                    FloorExport.run(connection, file);
                }
                connection.commit();
                System.out.println(System.nanoTime() - start);
            }
        }
    }

    /** Opens a connection with the same settings as the server's. */
    private static Connection connect(String url, String user, String password) throws SQLException {
        if (url.startsWith("jdbc:postgresql:")) {
            return DriverManager.getConnection(url, user, password);
        }
        if (!url.startsWith("jdbc:sqlite:")) {
            return DriverManager.getConnection(MysqlDataSource.driverUrl(url) + "&socketTimeout=0", user, password);
        }
        SQLiteDataSource file = new SQLiteDataSource();
        file.setUrl(url);
        file.setJournalMode("WAL");
        file.setSynchronous("FULL");
        file.setEnforceForeignKeys(true);
        file.setBusyTimeout(30_000);
        file.setTransactionMode("DEFERRED");
        return file.getConnection();
    }

    private static FloorWriter writer(Connection connection) throws SQLException {
        if (connection.isWrapperFor(PGConnection.class)) {
            return new FloorWriter.Copy(connection.unwrap(PGConnection.class).getCopyAPI());
        }
        return connection.getMetaData().getDatabaseProductName().equals("SQLite")
                ? new FloorWriter.Batch(connection)
                : new FloorWriter.MultiRow(connection);
    }
}
