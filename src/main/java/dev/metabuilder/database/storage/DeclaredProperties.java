package dev.metabuilder.database.storage;

import dev.metabuilder.database.errors.Problems;
import dev.metabuilder.database.json.JsonMembers;
import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.platform.SqlText;
import dev.metabuilder.database.platform.TableLock;
import dev.metabuilder.database.platform.TableLock.Mode;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The declarations of properties under which the rows were written. They have a table of their own, because the changelog
 * knows only columns. If this build declares a property that the last build did not, the values of that property move from
 * the undeclared properties to its column. If this build no longer declares a property, its values move back.
 */
@Stateless
public class DeclaredProperties {

    /** The table with the declarations under which the rows were written. */
    public static final String TABLE = "declared_properties";

    static final int FETCH_SIZE = 100;

    @Inject
    private Storage storage;

    @Inject
    private Catalogue catalogue;

    /** For the container. */
    public DeclaredProperties() {}

    /** Makes one in a process without a server. */
    public DeclaredProperties(Storage storage, Catalogue catalogue) {
        this.storage = storage;
        this.catalogue = catalogue;
    }

    /** Returns the properties, with their tables, of which rows were written under another declaration than this build's. */
    public Set<String> unsettled(Connection connection) throws SQLException {
        Set<DeclaredProperty> declared = declared();
        Set<DeclaredProperty> known = known(connection);
        Set<DeclaredProperty> differing = new HashSet<>(declared);
        differing.addAll(known);
        known.retainAll(declared);
        differing.removeAll(known);
        return differing.stream().map(DeclaredProperty::id).collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Moves the values of newly declared properties to their columns, and the values of properties that are no longer
     * declared to the undeclared properties. A value that does not fit its declaration stays where it is, and no answer
     * contains it.
     *
     * @param all whether to look for values of every property, because an older server may have written some meanwhile
     * @return each value that does not fit
     */
    public Problems settle(boolean all) {
        Problems problems = new Problems();
        storage.begin(new Progress());
        Connection connection = storage.inTransaction();
        try (Statement statement = connection.createStatement()) {
            storage.dialect().lock(statement, List.of(new TableLock(TABLE, Mode.REPLACEMENT)));
            Set<DeclaredProperty> declared = declared();
            Set<DeclaredProperty> known = known(connection);
            if (!all && known.equals(declared)) {
                return problems;
            }
            Set<String> before = known.stream().map(DeclaredProperty::id).collect(Collectors.toSet());
            for (Model<?> model : catalogue.models()) {
                new PropertyDemotion(storage, connection, model).run(known);
                new PropertyPromotion(storage, catalogue, connection, model, problems).run(all ? Set.of() : before);
            }
            remember(connection, declared);
            statement.execute(storage.dialect().afterManyChanges());
        } catch (SQLException e) {
            throw ErrorTranslator.translate(e);
        }
        return problems;
    }

    private Set<DeclaredProperty> declared() {
        return catalogue.models().stream()
                .flatMap(model -> model.columns().stream().map(property -> DeclaredProperty.of(model, property)))
                .collect(Collectors.toSet());
    }

    private static Set<DeclaredProperty> known(Connection connection) throws SQLException {
        Set<DeclaredProperty> known = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT id, column_name, type FROM " + TABLE)) {
            while (row.next()) {
                known.add(new DeclaredProperty(row.getString(1), row.getString(2), row.getString(3)));
            }
        }
        return known;
    }

    private static void remember(Connection connection, Set<DeclaredProperty> declared) throws SQLException {
        try (Statement delete = connection.createStatement();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO " + TABLE + " (id, column_name, type) VALUES (?, ?, ?)")) {
            delete.execute("DELETE FROM " + TABLE);
            for (DeclaredProperty property : declared) {
                insert.setString(1, property.id());
                insert.setString(2, property.column());
                insert.setString(3, property.type());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Changes the undeclared properties and some columns of a row. */
    static void write(
            Connection connection, Model<?> model, String key, Map<String, String> members, Map<String, Object> columns)
            throws SQLException {
        String statement = SqlText.of("""
                        UPDATE {table} SET {columns}extra = ?, row_version = row_version + 1
                        WHERE {key} = ?
                        """)
                .with(
                        "columns",
                        columns.keySet().stream()
                                .map(column -> column + " = ?, ")
                                .collect(Collectors.joining()))
                .with("table", model.table())
                .with("key", model.key().column())
                .sql();
        try (PreparedStatement update = connection.prepareStatement(statement)) {
            int index = 0;
            for (Object value : columns.values()) {
                update.setObject(++index, value);
            }
            update.setString(++index, members.isEmpty() ? null : JsonMembers.object(members));
            update.setString(++index, key);
            update.executeUpdate();
        }
    }

    static boolean has(Connection connection, String query, Object... parameters) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(query)) {
            select.setMaxRows(1);
            for (int i = 0; i < parameters.length; i++) {
                select.setObject(i + 1, parameters[i]);
            }
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }
}
