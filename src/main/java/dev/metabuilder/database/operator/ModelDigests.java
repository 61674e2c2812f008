package dev.metabuilder.database.operator;

import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Model;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A digest of the rows of each model, in their order, over all columns of the table, even those that the application does
 * not know. Two databases with the same records have the same digests.
 */
final class ModelDigests {

    private static final int FETCH_SIZE = 1_000;

    private ModelDigests() {}

    /** Returns, by the name of each model, the number of its records and their SHA-256. */
    static Map<String, String> of(Connection connection, Catalogue catalogue) throws SQLException {
        Map<String, String> digests = new LinkedHashMap<>();
        for (Model<?> model : catalogue.models()) {
            // The order of rows counts only if a section has its records in that order.
            boolean ordered = catalogue.sections(model).stream().anyMatch(section -> !section.isSorted());
            String key = model.key().column();
            digests.put(model.name(), digest(connection, model.table(), (ordered ? Model.POSITION + ", " : "") + key));
        }
        return digests;
    }

    private static String digest(Connection connection, String table, String order) throws SQLException {
        MessageDigest sha256 = sha256();
        long records = 0;
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCH_SIZE);
            try (ResultSet row = statement.executeQuery("SELECT * FROM " + table + " ORDER BY " + order)) {
                SortedMap<String, Integer> columns = columns(row);
                while (row.next()) {
                    records++;
                    for (Integer column : columns.values()) {
                        add(sha256, value(row, column));
                    }
                }
            }
        }
        return records + " records, " + HexFormat.of().formatHex(sha256.digest());
    }

    /** Returns all columns by name, except for the position and the number of changes. */
    private static SortedMap<String, Integer> columns(ResultSet row) throws SQLException {
        SortedMap<String, Integer> columns = new TreeMap<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            columns.put(row.getMetaData().getColumnName(i), i);
        }
        columns.remove(Model.POSITION);
        columns.remove(Model.VERSION);
        return columns;
    }

    /** MySQL has text in binary columns. */
    private static Object value(ResultSet row, int column) throws SQLException {
        Object value = row.getObject(column);
        return value instanceof byte[] || value instanceof Blob ? row.getString(column) : value;
    }

    /** Adds a value after its length, so that different rows never give the same bytes. */
    private static void add(MessageDigest sha256, Object value) {
        // SQLite stores booleans as integers.
        Object plain = value instanceof Boolean flag ? (flag ? 1 : 0) : value;
        byte[] bytes = plain == null ? new byte[0] : plain.toString().getBytes(StandardCharsets.UTF_8);
        sha256.update(ByteBuffer.allocate(Integer.BYTES)
                .putInt(plain == null ? -1 : bytes.length)
                .flip());
        sha256.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
