package dev.metabuilder.database.transfer;

import dev.metabuilder.database.errors.UnavailableException;
import dev.metabuilder.database.json.JsonText;
import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.model.Section.Kind;
import dev.metabuilder.database.schema.Schema;
import dev.metabuilder.database.storage.Progress;
import dev.metabuilder.database.storage.RowReader;
import dev.metabuilder.database.storage.Storage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Writes the database as JSON, from one snapshot, in memory that does not grow with it. */
@ApplicationScoped
public class Export {

    @Inject
    private Catalogue catalogue;

    @Inject
    private Storage storage;

    @Inject
    private Schema schema;

    /**
     * Writes an export, two spaces of indentation. What breaks off has no closing brace.
     *
     * @param full whether it holds all models, with their secrets, or only the portable ones
     * @param progress shows how far it is, and can tell it to stop
     * @throws UnavailableException when the database can't be read, or it was told to stop
     * @throws UncheckedIOException when the writer fails
     */
    public void all(Writer out, boolean full, Progress progress) {
        storage.read(connection -> {
            write(connection, out, full, progress);
            return null;
        });
    }

    /** Writes an export of the database that a connection reads, which has this build's schema; see {@link #all}. */
    public void write(Connection connection, Writer out, boolean full, Progress progress) throws SQLException {
        List<Section<?>> sections = catalogue.sections().stream()
                .filter(section -> full || section.isPortable())
                .toList();
        long records = 0;
        for (Section<?> section : sections) {
            records += RowReader.count(connection, section);
        }
        progress.begin("exporting", 1, 0, records);
        JsonObject object = new JsonObject(out, progress);
        if (full) {
            object.text("format", ImportDocument.FORMAT);
            object.text("schemaVersion", schema.version());
        }
        for (Section<?> section : sections) {
            progress.at(section);
            object.section(connection, section);
        }
        object.end();
    }

    /** Writes the value of one section, which is not a singleton, in compact form; it throws what {@link #all} does. */
    public void section(Writer out, Section<?> section) {
        storage.read(connection -> {
            boolean list = section.kind() == Kind.LIST;
            String[] before = {list ? "[" : "{"};
            RowReader.read(connection, section, JsonText.COMPACT, (key, json) -> {
                StringBuilder member = new StringBuilder(before[0]);
                before[0] = ",";
                if (!list) {
                    JsonText.quote(member, key);
                    member.append(':');
                }
                write(out, member.append(json));
            });
            write(out, before[0].equals(",") ? "" : before[0]);
            write(out, list ? "]" : "}");
            return null;
        });
    }

    private static void write(Writer out, CharSequence text) {
        try {
            out.append(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An object that is being written. */
    private static final class JsonObject {

        private final Writer out;
        private StringBuilder buffer = new StringBuilder("{");
        private final Progress progress;
        private boolean empty = true;

        JsonObject(Writer out, Progress progress) {
            this.out = out;
            this.progress = progress;
        }

        private void name(String name) {
            buffer.append(empty ? "" : ",");
            empty = false;
            JsonText.newLine(buffer, 1);
            JsonText.quote(buffer, name);
            buffer.append(": ");
        }

        void text(String name, String value) {
            name(name);
            JsonText.quote(buffer, value);
        }

        void section(Connection connection, Section<?> section) throws SQLException {
            if (section.kind() == Kind.SINGLETON) {
                RowReader.read(connection, section, 1, (key, json) -> {
                    name(section.name());
                    buffer.append(json);
                });
                return;
            }
            name(section.name());
            boolean list = section.kind() == Kind.LIST;
            buffer.append(list ? '[' : '{');
            String[] comma = {""};
            RowReader.read(connection, section, 2, (key, json) -> {
                buffer.append(comma[0]);
                comma[0] = ",";
                JsonText.newLine(buffer, 2);
                if (!list) {
                    JsonText.quote(buffer, key);
                    buffer.append(": ");
                }
                buffer.append(json);
                write(out, buffer);
                buffer = new StringBuilder(buffer.length());
                progress.record();
            });
            if (!comma[0].isEmpty()) {
                JsonText.newLine(buffer, 1);
            }
            buffer.append(list ? ']' : '}');
        }

        void end() {
            if (!empty) {
                JsonText.newLine(buffer, 0);
            }
            write(out, buffer.append('}'));
        }
    }
}
