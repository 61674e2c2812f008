package dev.metabuilder.database.model;

import dev.metabuilder.database.testing.JsonParts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The files in {@code golden/}, one for each section: what the section looks like in an export, to the byte. The first
 * record has all properties, and undeclared ones; the second, if there is one, those that a record must have. Together
 * they are a database whose references are all right.
 */
public final class Golden {

    private Golden() {}

    /** The section as it stands in an export, from the beginning of a line, without a line break at its end. */
    public static String of(Section<?> section) {
        var name = "/golden/" + section.name() + ".json";
        try (var file = Objects.requireNonNull(Golden.class.getResourceAsStream(name), name + " is missing")) {
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
}
