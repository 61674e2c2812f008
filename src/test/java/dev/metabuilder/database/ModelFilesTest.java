package dev.metabuilder.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.metabuilder.database.model.Golden;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.ModelFile;
import dev.metabuilder.database.model.Property;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.testing.Frozen;
import dev.metabuilder.database.testing.JsonParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each model matches its frozen file, {@code models/<Model>.txt}, and each file is valid and belongs to a model. */
class ModelFilesTest {

    private static final String FREEZE = "mvn -q -Dtest=ModelFilesTest -Dmetabuilder.freeze=true test";

    static List<Model<?>> models() {
        return Models.CATALOGUE.models();
    }

    private static Path file(Model<?> model) {
        return ModelFile.FOLDER.resolve(ModelFile.name(model));
    }

    @ParameterizedTest
    @MethodSource("models")
    void theModelIsWhatItsFileSays(Model<?> model) throws IOException {
        Map<String, String> json = new HashMap<>();
        if (Files.exists(file(model))) {
            String text = Files.readString(file(model)).replace("\r\n", "\n");
            for (Section<?> section : Models.CATALOGUE.sections(model)) {
                if (text.contains(ModelFile.heading(section))) {
                    json.put(section.name(), Golden.in(text, section));
                }
            }
        }
        Frozen.check(file(model), ModelFile.of(model, json), "ModelFilesTest");
    }

    @ParameterizedTest
    @MethodSource("models")
    @DisabledIfSystemProperty(named = "metabuilder.freeze", matches = "true")
    void itsFirstRecordHasAllPropertiesAndItsLastThoseThatItMustHave(Model<?> model) throws IOException {
        if (!Files.exists(file(model))) {
            fail(file(model) + " is missing. Have it written, read it and commit it: " + FREEZE);
        }
        String text = Files.readString(file(model)).replace("\r\n", "\n");
        for (Section<?> section : Models.CATALOGUE.sections(model)) {
            String json = Golden.in(text, section);
            if (section.kind() == Section.Kind.VALUES) {
                continue;
            }
            List<String> records =
                    switch (section.kind()) {
                        case LIST -> JsonParts.elements(json);
                        case MAP -> List.copyOf(JsonParts.members(json).values());
                        default -> List.of(json);
                    };
            String place = file(model) + ", JSON of " + section + ": ";
            List<String> all = model.properties().stream().map(Property::name).toList();
            List<String> first =
                    new ArrayList<>(JsonParts.members(records.get(0)).keySet());
            all.stream()
                    .filter(name -> !first.contains(name))
                    .forEach(name -> fail(place + "the first record has no \"" + name
                            + "\", which the model declares. Write it there, in the order of the properties."));
            assertEquals(all, first.subList(0, all.size()), place + "declared properties come first, in their order");
            if (first.size() == all.size()) {
                fail(place + "the first record has no undeclared property: give it one");
            }
            if (records.size() > 1) {
                Set<String> last = new TreeSet<>(
                        JsonParts.members(records.get(records.size() - 1)).keySet());
                Set<String> required = model.properties().stream()
                        .filter(property -> property.required() || property.absent() != null)
                        .map(Property::name)
                        .collect(Collectors.toCollection(TreeSet::new));
                assertEquals(required, last, place + "the last record has the properties that a record must have");
            }
            Golden.read(section, json);
        }
    }

    @Test
    void everyFileIsOfAModel() throws IOException {
        try (Stream<Path> files = Files.list(ModelFile.FOLDER)) {
            Set<Path> left = files.collect(Collectors.toCollection(TreeSet::new));
            models().forEach(model -> left.remove(file(model)));
            assertEquals(Set.of(), left, "files of models that Models.java does not name: remove them");
        }
    }
}
