package dev.metabuilder.database.benchmark;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.metabuilder.database.Models;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.model.Property;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.model.Section.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Parses a portable export as a stream, and passes its rows to a writer. It checks nothing, because the file is valid and
 * the tables are empty. It uses only the names of sections and columns from the module.
 */
final class FloorImport {

    private static final JsonFactory JSON = new JsonFactory();
    private static final long GAP = 1_024;

    private final JsonParser parser;
    private final FloorWriter writer;

    private FloorImport(JsonParser parser, FloorWriter writer) {
        this.parser = parser;
        this.writer = writer;
    }

    static void run(Path file, FloorWriter writer) throws IOException, SQLException {
        try (InputStream in = Files.newInputStream(file);
                JsonParser parser = JSON.createParser(in)) {
            new FloorImport(parser, writer).sections();
        }
    }

    private void sections() throws IOException, SQLException {
        parser.nextToken();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            Section<?> section = Models.CATALOGUE.section(parser.currentName());
            parser.nextToken();
            writer.begin(section);
            records(section);
            writer.end();
        }
    }

    private void records(Section<?> section) throws IOException, SQLException {
        List<Property> columns = section.columns();
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            if (section.model().properties().contains(columns.get(i))) {
                places.put(columns.get(i).name(), i);
            }
        }
        long position = GAP;
        if (section.kind() == Kind.SINGLETON) {
            writer.row(record(columns, places, null, position));
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY && parser.currentToken() != JsonToken.END_OBJECT) {
            String key = section.kind() == Kind.MAP ? parser.currentName() : null;
            if (key != null) {
                parser.nextToken();
            }
            writer.row(record(columns, places, key, position));
            position += GAP;
        }
    }

    private Object[] record(List<Property> columns, Map<String, Integer> places, String key, long position)
            throws IOException {
        Object[] row = new Object[columns.size() + 3];
        StringWriter extra = null;
        JsonGenerator undeclared = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            Integer place = places.get(parser.currentName());
            if (place == null) {
                if (undeclared == null) {
                    extra = new StringWriter();
                    undeclared = JSON.createGenerator(extra);
                    undeclared.writeStartObject();
                }
                undeclared.copyCurrentStructure(parser);
            } else {
                JsonToken token = parser.nextToken();
                row[place] = columns.get(place).type() == Json.class ? compact() : scalar(token);
            }
        }
        if (key != null) {
            row[0] = key;
        }
        if (undeclared != null) {
            undeclared.close();
            row[row.length - 3] = extra.toString();
        }
        row[row.length - 2] = position;
        row[row.length - 1] = 1L;
        return row;
    }

    private Object scalar(JsonToken token) throws IOException {
        return switch (token) {
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> parser.getText();
        };
    }

    private String compact() throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(text)) {
            generator.copyCurrentStructure(parser);
        }
        return text.toString();
    }
}
