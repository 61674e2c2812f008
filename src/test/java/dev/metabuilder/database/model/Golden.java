package dev.metabuilder.database.model;

import dev.metabuilder.database.json.JsonReader;
import dev.metabuilder.database.replacement.SectionReader;
import dev.metabuilder.database.testing.JsonParts;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The JSON in the frozen files of the models: what each section looks like in an export, to the byte. The first
 * record has all properties, and undeclared ones; the second, if there is one, those that a record must have. Together
 * they are a database whose references are all right.
 */
public final class Golden {

    private Golden() {}

    /** The section as it stands in an export, from the beginning of a line, without a line break at its end. */
    public static String of(Section<?> section) {
        return in(resource("/models/" + ModelFile.name(section.model())), section);
    }

    /** The JSON of a section in the text of its model's file. */
    public static String in(String text, Section<?> section) {
        String heading = ModelFile.heading(section);
        int at = text.indexOf(heading);
        if (at < 0) {
            throw new IllegalStateException(ModelFile.name(section.model()) + " has no line" + heading);
        }
        int end = text.indexOf("\n\nJSON of ", at + heading.length());
        return text.substring(at + heading.length(), end < 0 ? text.length() : end)
                .strip();
    }

    /** The lines of who may call which route of a section, in the file of its model. */
    public static List<String> access(Section<?> section) {
        return resource("/models/" + ModelFile.name(section.model()))
                .lines()
                .dropWhile(line -> !line.equals(ModelFile.ACCESS))
                .skip(1)
                .takeWhile(line -> !line.isBlank())
                .filter(line -> line.matches(" +[A-Z]+ " + section.name() + "[/ ].*"))
                .toList();
    }

    /** One of the files in {@code golden}, without a line break at its end. */
    public static String file(String name) {
        return resource("/golden/" + name + ".json");
    }

    private static String resource(String path) {
        try (var file = Objects.requireNonNull(Golden.class.getResourceAsStream(path), path + " is missing")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The section as it goes over HTTP. */
    public static String compact(Section<?> section) {
        return JsonParts.compact(of(section));
    }

    /** An import of the given sections. */
    public static String document(Iterable<Section<?>> sections) {
        var text = new StringBuilder();
        for (Section<?> section : sections) {
            text.append(text.isEmpty() ? "{\n  " : ",\n  ")
                    .append(JsonParts.quoted(section.name()))
                    .append(": ")
                    .append(of(section).lines().collect(Collectors.joining("\n  ")));
        }
        return text.append(text.isEmpty() ? "{}" : "\n}").toString();
    }

    /** The records of a section of whole records, by key. */
    public static <T extends BaseEntity> Map<String, T> records(Section<T> section) {
        return read(section, of(section));
    }

    /** The records of a section of whole records, by key, in its JSON. */
    public static <T extends BaseEntity> Map<String, T> read(Section<T> section, String json) {
        var records = new LinkedHashMap<String, T>();
        try (var reader = new JsonReader(new StringReader(json))) {
            reader.next();
            SectionReader.read(section, reader, item -> records.put(item.key(), entity(section, item)));
            reader.problems().rejectInvalid();
        }
        return records;
    }

    @SuppressWarnings("unchecked")
    private static <T extends BaseEntity> T entity(Section<T> section, SectionReader.Item item) {
        var entity = (T) item.draft().entity();
        section.model().key().set(entity, item.key());
        return entity;
    }

    /** The JSON of a record, as callers see it. */
    public static String json(BaseEntity record) {
        return Model.json(record);
    }
}
