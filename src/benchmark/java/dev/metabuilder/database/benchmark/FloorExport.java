package dev.metabuilder.database.benchmark;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.metabuilder.database.Models;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Property;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.model.Section.Kind;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;

/** Reads the rows of the portable sections as a stream from the database, and writes them in the format of an export. */
final class FloorExport {

    private static final int FETCH_SIZE = 1_000;
    private static final int BUFFER = 1 << 15;
    private static final String[] LINES = new String[64];

    static {
        for (int i = 0; i < LINES.length; i++) {
            LINES[i] = "\n" + "  ".repeat(i);
        }
    }

    private final StringBuilder buffer = new StringBuilder(2 * BUFFER);
    private final Writer out;

    private FloorExport(Writer out) {
        this.out = out;
    }

    static void run(Connection connection, Path file) throws IOException, SQLException {
        try (Writer out = new OutputStreamWriter(Files.newOutputStream(file), StandardCharsets.UTF_8)) {
            new FloorExport(out).all(connection);
        }
    }

    private void all(Connection connection) throws IOException, SQLException {
        String comma = "{";
        for (Section<?> section : Models.CATALOGUE.sections()) {
            if (section.isPortable()) {
                buffer.append(comma).append(LINES[1]);
                section(connection, section);
                comma = ",";
            }
        }
        buffer.append("\n}");
        out.append(buffer);
    }

    private void section(Connection connection, Section<?> section) throws IOException, SQLException {
        Model<?> model = section.model();
        List<Property> columns = section.columns();
        String names = columns.stream().map(Property::column).collect(Collectors.joining(", "));
        quote(section.name());
        buffer.append(": ").append(section.kind() == Kind.LIST ? "[" : section.kind() == Kind.MAP ? "{" : "");
        String comma = "";
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCH_SIZE);
            try (ResultSet row = statement.executeQuery("SELECT " + names + ", " + Model.EXTRA + " FROM "
                    + model.table() + " ORDER BY " + Model.POSITION + ", "
                    + model.key().column())) {
                while (row.next()) {
                    if (section.kind() != Kind.SINGLETON) {
                        buffer.append(comma).append(LINES[2]);
                        comma = ",";
                    }
                    if (section.kind() == Kind.MAP) {
                        quote(row.getString(1));
                        buffer.append(": ");
                    }
                    record(row, columns, model.showsKey(), section.kind() == Kind.SINGLETON ? 2 : 3);
                    if (buffer.length() > BUFFER) {
                        out.append(buffer);
                        buffer.setLength(0);
                    }
                }
            }
        }
        if (section.kind() != Kind.SINGLETON) {
            buffer.append(comma.isEmpty() ? "" : LINES[1]).append(section.kind() == Kind.LIST ? ']' : '}');
        }
    }

    private void record(ResultSet row, List<Property> columns, boolean showsKey, int level) throws SQLException {
        buffer.append('{');
        String comma = "";
        for (int i = showsKey ? 0 : 1; i < columns.size(); i++) {
            Property column = columns.get(i);
            String text = row.getString(i + 1);
            if (text == null) {
                continue;
            }
            buffer.append(comma).append(LINES[level]);
            comma = ",";
            quote(column.name());
            buffer.append(": ");
            if (column.type() == Json.class) {
                indent(text, 0, text.length(), level);
            } else if (column.type() == Boolean.class) {
                buffer.append(row.getBoolean(i + 1));
            } else if (column.type() == Long.class || column.type() == Integer.class) {
                buffer.append(text);
            } else {
                quote(text);
            }
        }
        String extra = row.getString(columns.size() + 1);
        if (extra != null) {
            buffer.append(comma).append(LINES[level]);
            indent(extra, 1, extra.length() - 1, level);
        }
        buffer.append(LINES[level - 1]).append('}');
    }

    private void quote(String text) {
        buffer.append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, buffer);
        buffer.append('"');
    }

    /** Indents compact JSON. */
    private void indent(String json, int start, int end, int depth) {
        int level = depth;
        for (int i = start; i < end; i++) {
            char c = json.charAt(i);
            if (c == '"') {
                int close = i + 1;
                while (json.charAt(close) != '"') {
                    close += json.charAt(close) == '\\' ? 2 : 1;
                }
                buffer.append(json, i, close + 1);
                i = close;
            } else if (c == '{' || c == '[') {
                buffer.append(c);
                if (json.charAt(i + 1) == c + 2) {
                    buffer.append(json.charAt(++i));
                } else {
                    buffer.append(LINES[++level]);
                }
            } else if (c == '}' || c == ']') {
                buffer.append(LINES[--level]).append(c);
            } else if (c == ',') {
                buffer.append(c).append(LINES[level]);
            } else {
                buffer.append(c);
                if (c == ':') {
                    buffer.append(' ');
                }
            }
        }
    }
}
