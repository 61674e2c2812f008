package dev.metabuilder.database.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.metabuilder.database.Database;
import dev.metabuilder.database.Models;
import dev.metabuilder.database.testing.InServer;
import dev.metabuilder.database.testing.JsonParts;
import jakarta.inject.Inject;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The JSON of each model: what a caller has sent comes back byte for byte. */
class GoldenIT extends InServer {

    @Inject
    Database database;

    @Test
    void theExportsAreTheGoldenFilesToTheByte() {
        database.clearDatabase();
        database.importDatabase(Golden.document(Models.CATALOGUE.sections()));
        var full = export(true);
        var head = full.substring(1, full.indexOf("  \"users\""));
        assertEquals("{" + head + Golden.document(Models.CATALOGUE.sections()).substring(2), full, "the full backup");
        var portable =
                Models.CATALOGUE.sections().stream().filter(Section::isPortable).toList();
        assertEquals(Golden.document(portable), export(false), "the portable export");
        database.importDatabase(full);
        assertEquals(full, export(true), "a backup that was imported again");
    }

    @Test
    void thePropertiesComeBackInTheOrderOfTheContractHoweverTheyWereGiven() {
        database.clearDatabase();
        var document = new LinkedHashMap<String, String>();
        for (Section<?> section : Models.CATALOGUE.sections()) {
            document.put(section.name(), shuffled(section));
        }
        database.importDatabase(JsonParts.object(document));
        for (Section<?> section : Models.CATALOGUE.sections()) {
            assertEquals(
                    Golden.compact(section),
                    JsonParts.compact(JsonParts.members(export(true)).get(section.name())),
                    section.name());
        }
    }

    /** The section with the declared properties of its records backwards, the undeclared ones before them. */
    private static String shuffled(Section<?> section) {
        var json = Golden.of(section);
        return switch (section.kind()) {
            case LIST ->
                "["
                        + String.join(
                                ",",
                                JsonParts.elements(json).stream()
                                        .map(record -> shuffled(section, record))
                                        .toList())
                        + "]";
            case MAP -> {
                var records = JsonParts.members(json);
                records.replaceAll((key, record) -> shuffled(section, record));
                yield JsonParts.object(records);
            }
            case SINGLETON -> shuffled(section, json);
            case VALUES -> json;
        };
    }

    private static String shuffled(Section<?> section, String record) {
        var members = JsonParts.members(record);
        List<Map.Entry<String, String>> declared = new ArrayList<>(members.entrySet());
        declared.removeIf(member -> section.model().property(member.getKey()) == null);
        Collections.reverse(declared);
        var shuffled = new LinkedHashMap<>(members);
        shuffled.keySet().removeIf(name -> section.model().property(name) != null);
        declared.forEach(member -> shuffled.put(member.getKey(), member.getValue()));
        return JsonParts.object(shuffled);
    }

    private String export(boolean full) {
        var out = new StringWriter();
        database.exportDatabase(out, full);
        return out.toString();
    }
}
