package dev.metabuilder.database.operator;

import dev.metabuilder.database.errors.InvalidException;
import dev.metabuilder.database.errors.Position;
import dev.metabuilder.database.errors.Problems;
import dev.metabuilder.database.json.JsonWriter;
import dev.metabuilder.database.launch.SourceDatabase;
import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Property;
import dev.metabuilder.database.model.Reference;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.replacement.ReplacementReport;
import dev.metabuilder.database.storage.Progress;
import dev.metabuilder.database.transfer.ImportSource;
import dev.metabuilder.database.transfer.ImportSource.Writing;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Reads a database of the old Prisma layer as an export of all models, which the import then checks like any other. In it,
 * lists are maps by key, because the operator knows the records by their keys. A model's table has the model's name, and a
 * section's value is a column of that table. If the table lacks the column, the column is in the table of the model that
 * this one follows: passwords were in the table of users.
 */
final class PrismaDatabase {

    /** The models that the old layer had. A model that came later has no table there, and its section is left as it is. */
    private static final Set<String> OLD_MODELS = Set.of(
            "AppConfiguration",
            "Comment",
            "ComponentConfig",
            "ComponentNode",
            "Credential",
            "CssCategory",
            "DropdownConfig",
            "InstalledPackage",
            "LuaScript",
            "ModelSchema",
            "PackageData",
            "PageConfig",
            "PasswordResetToken",
            "PowerTransferRequest",
            "SmtpConfig",
            "SystemConfig",
            "Tenant",
            "User",
            "Workflow");

    private final Catalogue catalogue;

    PrismaDatabase(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** The table of a section's records, and the column of their key. */
    private record Place(PrismaTable table, String key) {}

    /**
     * Reads the whole database.
     *
     * @param repair whether to repair what the old layer accepted
     * @param lines gets messages for the operator
     * @throws InvalidException if it is not a database of the old layer
     */
    ImportSource read(SourceDatabase address, boolean repair, Progress progress, Consumer<String> lines) {
        return OtherDatabase.read(address, connection -> {
            Map<Section<?>, Place> places = places(connection, address.schema());
            long records = 0;
            for (Place place : places.values()) {
                records += place.table().count();
            }
            progress.begin("reading the old database", 0.3, 0, records);
            Problems problems = new Problems();
            ReplacementReport report = new ReplacementReport();
            PrismaValues values = new PrismaValues(catalogue, repair, report, problems);
            Writing writing = out -> {
                JsonWriter json = JsonWriter.streaming(out, JsonWriter.COMPACT).beginObject();
                for (Map.Entry<Section<?>, Place> entry : places.entrySet()) {
                    write(json, entry.getKey(), entry.getValue(), progress, values, lines);
                }
                json.end().flush();
            };
            ImportSource source = ImportSource.ofRows(writing, report, problems);
            if (values.emptyTexts() != null) {
                lines.accept(values.emptyTexts());
            }
            return source;
        });
    }

    private Map<Section<?>, Place> places(Connection connection, String schema) throws SQLException {
        Map<String, PrismaTable> tables = tables(connection, schema);
        Problems problems = new Problems();
        Map<Section<?>, Place> places = new LinkedHashMap<>();
        for (Section<?> section : catalogue.sections()) {
            Place place = place(section, tables);
            String model = section.model().name();
            if (place == null && OLD_MODELS.contains(model)) {
                problems.add("", Position.NONE, "There is no table " + model + " for the section " + section.name());
            } else if (place != null) {
                places.put(section, place);
                missing(section, place)
                        .forEach(column -> problems.add(
                                "", Position.NONE, "The table " + place.table().name() + " has no column " + column));
            }
        }
        problems.rejectInvalid();
        return places;
    }

    private static Map<String, PrismaTable> tables(Connection connection, String schema) throws SQLException {
        Map<String, PrismaTable> tables = new TreeMap<>();
        try (ResultSet names = connection
                .getMetaData()
                .getTables(connection.getCatalog(), schema.isEmpty() ? null : schema, null, new String[] {"TABLE"})) {
            while (names.next()) {
                String name = names.getString("TABLE_NAME");
                // The name may differ in case: SMTPConfig is SmtpConfig here.
                tables.put(name.toLowerCase(Locale.ROOT), new PrismaTable(connection, name));
            }
        }
        return tables;
    }

    private Place place(Section<?> section, Map<String, PrismaTable> tables) {
        Model<?> model = section.model();
        PrismaTable own = tables.get(model.name().toLowerCase(Locale.ROOT));
        if (own != null && section.value() != null && !own.has(section.value().name())) {
            for (Reference reference : catalogue.from(model)) {
                PrismaTable followed = tables.get(reference.to().name().toLowerCase(Locale.ROOT));
                if (reference.rule() == Reference.Rule.FOLLOW && followed != null) {
                    return new Place(followed, reference.target().name());
                }
            }
        }
        // In the old layer, the key of a map was the id of the record.
        return own == null
                ? null
                : new Place(own, own.has(model.key().name()) ? model.key().name() : "id");
    }

    private static List<String> missing(Section<?> section, Place place) {
        List<String> needed = new ArrayList<>(List.of(place.key()));
        if (section.value() != null) {
            needed.add(section.value().name());
        } else {
            section.model().properties().stream()
                    .filter(Property::required)
                    .forEach(property -> needed.add(property.name()));
        }
        return needed.stream()
                .filter(column -> !place.table().has(column))
                .distinct()
                .toList();
    }

    private static void write(
            JsonWriter json,
            Section<?> section,
            Place place,
            Progress progress,
            PrismaValues values,
            Consumer<String> lines)
            throws SQLException {
        progress.at(section);
        boolean one = section.kind() == Section.Kind.SINGLETON;
        json.name(section.name());
        if (!one) {
            json.beginObject();
        }
        long[] written = {0};
        place.table().read(row -> {
            progress.record();
            String key = values.key(section, place.table().text(row, place.key()));
            if (one && written[0] > 0) {
                return;
            }
            StringBuilder record = new StringBuilder();
            if (record(new JsonWriter(record), section, place, row, key, values)) {
                (one ? json : json.name(key)).json(record);
                written[0]++;
            }
        });
        if (!one) {
            json.end();
        } else if (written[0] == 0) {
            json.value(null);
        }
        long rows = place.table().count();
        if (one && rows > 1) {
            lines.accept(
                    "Of " + rows + " rows of " + place.table().name() + " the first was taken, as the old layer did.");
        }
    }

    /** Writes a row, and returns whether there is anything to write. */
    private static boolean record(
            JsonWriter json, Section<?> section, Place place, ResultSet row, String key, PrismaValues values)
            throws SQLException {
        if (section.value() != null) {
            String text = place.table().text(row, section.value().name());
            Object value = values.value(section, key, section.value(), text);
            if (value != null) {
                Model.writeValue(json, section.value(), value);
            }
            return value != null;
        }
        List<Property> properties = section.model().properties();
        Object[] record = new Object[properties.size()];
        for (int i = 0; i < record.length; i++) {
            Property property = properties.get(i);
            record[i] = values.value(section, key, property, place.table().text(row, property.name()));
        }
        section.model().write(json, record, null);
        return true;
    }
}
