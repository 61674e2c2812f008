package dev.metabuilder.database.model;

import dev.metabuilder.database.model.Reference.Rule;
import dev.metabuilder.database.model.Section.Unique;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes a single record in one statement, which does nothing where anything stands against it: then it is for {@link Judge}
 * to say what. To ask first would be a round trip more, which is a third of such a call.
 */
final class Direct {

    private final Storage storage;
    private final Catalogue catalogue;

    Direct(Storage storage, Catalogue catalogue) {
        this.storage = storage;
        this.catalogue = catalogue;
    }

    /**
     * Adds a record after all others, unless its key or a unique value exists, or a reference points nowhere.
     *
     * @param locks what is locked before, in the same round trip
     * @return whether it was added
     */
    <T extends Row> boolean insert(T record, List<String> locks) {
        Model<?> model = Model.of(record.getClass());
        List<Object> parameters = new ArrayList<>();
        List<String> columns = new ArrayList<>();
        for (Property property : model.columns()) {
            add(columns, property.column(), property.toColumn(property.get(record)), parameters);
        }
        add(
                columns,
                Model.EXTRA,
                record.getExtra() == null ? null : record.getExtra().toString(),
                parameters);
        StringBuilder sql = new StringBuilder("INSERT INTO " + model.table() + " (" + String.join(", ", columns) + ", "
                + Model.POSITION + ", " + Model.VERSION + ") SELECT " + "?, ".repeat(columns.size())
                + "COALESCE((SELECT MAX(" + Model.POSITION + ") FROM " + model.table() + "), 0) + " + Collections.GAP
                + ", 1 WHERE ");
        without(sql, model, model.key(), Model.keyOf(record), parameters);
        for (Unique unique : catalogue.section(model.type()).uniques()) {
            Object value = unique.property().get(record);
            if (unique.applies(value)) {
                without(sql.append(" AND "), model, unique.property(), value, parameters);
            }
        }
        for (Reference reference : catalogue.from(model)) {
            Object value = reference.property().get(record);
            if (reference.rule() != Rule.FOLLOW && value != null) {
                sql.append(" AND (" + one(reference.to(), reference.target())
                        + storage.dialect().keepingRows() + ") = 1");
                parameters.add(value);
            }
        }
        return write(storage.dialect().locked(locks, sql + " RETURNING " + Model.POSITION), parameters, row -> {
                    record.setChanges(1);
                    return record;
                })
                != null;
    }

    private static void add(List<String> columns, String column, Object value, List<Object> parameters) {
        // A column that is left out is null, whatever its type.
        if (value != null) {
            columns.add(column);
            parameters.add(value);
        }
    }

    private static void without(
            StringBuilder sql, Model<?> model, Property property, Object value, List<Object> parameters) {
        sql.append("NOT EXISTS (" + one(model, property) + ")");
        parameters.add(property.toColumn(value));
    }

    private static String one(Model<?> model, Property property) {
        return "SELECT 1 FROM " + model.table() + " WHERE " + property.column() + " = ?";
    }

    /**
     * Changes a record, if the new values concern no other one.
     *
     * @return the record as it is now; null when nothing was done: the values do concern others, they change nothing, or
     *     there is no such record
     */
    <T extends Row> T update(String key, Draft<T> changes) {
        Model<T> model = changes.model();
        List<Property> given = model.properties().stream().filter(changes::has).toList();
        boolean simple = changes.extra() == null
                && given.stream()
                        .noneMatch(property -> changes.get(property) == null || concernsOthers(model, property));
        if (given.isEmpty() || !simple) {
            return null;
        }
        List<Object> values = given.stream()
                .map(property -> property.toColumn(changes.get(property)))
                .toList();
        List<Object> parameters = new ArrayList<>(values);
        parameters.add(key);
        parameters.addAll(values);
        return write(update(model, given), parameters, row -> read(model, row));
    }

    private boolean concernsOthers(Model<?> model, Property property) {
        return property.key()
                || catalogue.section(model.type()).uniques().stream().anyMatch(unique -> unique.property() == property)
                || catalogue.from(model).stream().anyMatch(reference -> reference.property() == property)
                || catalogue.to(model).stream().anyMatch(reference -> reference.target() == property);
    }

    private static String update(Model<?> model, List<Property> given) {
        String set =
                given.stream().map(property -> property.column() + " = ?, ").collect(Collectors.joining());
        String differs = given.stream()
                .map(property -> property.column() + " IS DISTINCT FROM ?")
                .collect(Collectors.joining(" OR "));
        String columns = Stream.concat(
                        model.columns().stream().map(Property::column),
                        Stream.of(Model.EXTRA, Model.POSITION, Model.VERSION))
                .collect(Collectors.joining(", "));
        return "UPDATE " + model.table() + " SET " + set + Model.VERSION + " = " + Model.VERSION + " + 1 WHERE "
                + model.key().column() + " = ? AND (" + differs + ") RETURNING " + columns;
    }

    private static <T extends Row> T read(Model<T> model, ResultSet row) throws SQLException {
        T record = model.newEntity();
        int index = 0;
        for (Property property : model.columns()) {
            property.set(record, property.fromColumn(Rows.get(row, ++index, property)));
        }
        String extra = row.getString(++index);
        record.setExtra(extra == null ? null : Json.wellFormed(extra));
        record.moveTo(row.getLong(++index));
        record.setChanges(row.getLong(++index));
        return record;
    }

    /** What is made of the row that was written. */
    @FunctionalInterface
    private interface Written<R> {
        R of(ResultSet row) throws SQLException;
    }

    /** Returns what is made of the row that a statement has written, null when it has written none. */
    private <R> R write(String sql, List<Object> parameters, Written<R> written) {
        try (PreparedStatement statement = storage.inTransaction().prepareStatement(sql)) {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setObject(i + 1, parameters.get(i));
            }
            boolean isResult = statement.execute();
            while (!isResult) {
                // That of a lock.
                isResult = statement.getMoreResults();
            }
            try (ResultSet row = statement.getResultSet()) {
                R result = row.next() ? written.of(row) : null;
                // To its end: on SQLite a statement that writes is done then.
                row.next();
                return result;
            }
        } catch (SQLException e) {
            throw Failures.translate(e);
        }
    }
}
