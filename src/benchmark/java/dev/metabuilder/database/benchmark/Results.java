package dev.metabuilder.database.benchmark;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.metabuilder.database.testing.Folders;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The measured results: tables, printed as Markdown and written as JSON to target/benchmark/results.json. */
final class Results {

    private final Options options;
    private final List<Table> tables = new ArrayList<>();

    Results(Options options) {
        this.options = options;
    }

    /** Begins a table; the names of the columns are also the names in JSON. */
    Table table(String title, String... columns) {
        Table table = new Table(title, List.of(columns), new ArrayList<>());
        tables.add(table);
        return table;
    }

    /** A table: a title, the names of its columns and rows of strings, numbers and nulls. */
    record Table(String title, List<String> columns, List<Object[]> rows) {

        void add(Object... cells) {
            if (cells.length != columns.size()) {
                throw new IllegalArgumentException(
                        "The number of cells differs from the number of columns: " + Arrays.toString(cells));
            }
            rows.add(cells);
        }

        void print(PrintStream out) {
            out.println("\n### " + title + "\n");
            out.println("| " + String.join(" | ", columns) + " |");
            out.println("|" + "---|".repeat(columns.size()));
            for (Object[] row : rows) {
                out.println(Arrays.stream(row).map(Table::text).collect(Collectors.joining(" | ", "| ", " |")));
            }
        }

        private static String text(Object cell) {
            if (cell instanceof Double number) {
                String form = Math.abs(number) >= 100 ? "%,.0f" : Math.abs(number) >= 10 ? "%.1f" : "%.2f";
                return String.format(Locale.ROOT, form, number);
            }
            if (cell instanceof Number number) {
                return String.format(Locale.ROOT, "%,d", number.longValue());
            }
            return cell == null ? "" : cell.toString();
        }
    }

    /** Writes all tables so far. */
    void save() throws IOException {
        var file = Files.createDirectories(Folders.TARGET.resolve("benchmark")).resolve("results.json");
        try (var out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
                var json = new JsonFactory().createGenerator(out)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeStringField("at", Instant.now().toString());
            json.writeStringField("java", Runtime.version().toString());
            json.writeStringField("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
            json.writeNumberField("processors", Runtime.getRuntime().availableProcessors());
            json.writeStringField("options", options.toString());
            for (Table table : tables) {
                write(json, table);
            }
            json.writeEndObject();
        }
    }

    private static void write(JsonGenerator json, Table table) throws IOException {
        json.writeArrayFieldStart(table.title());
        for (Object[] row : table.rows()) {
            json.writeStartObject();
            for (int i = 0; i < row.length; i++) {
                json.writeFieldName(table.columns().get(i));
                json.writeObject(row[i]);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
