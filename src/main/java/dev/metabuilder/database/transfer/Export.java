package dev.metabuilder.database.transfer;

import dev.metabuilder.database.errors.UnavailableException;
import dev.metabuilder.database.json.JsonWriter;
import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.model.Section.Kind;
import dev.metabuilder.database.schema.Schema;
import dev.metabuilder.database.storage.Progress;
import dev.metabuilder.database.storage.RowReader;
import dev.metabuilder.database.storage.Storage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
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

    /** For the container. */
    public Export() {}

    /** Makes one in a process without a server. */
    public Export(Catalogue catalogue, Storage storage, Schema schema) {
        this.catalogue = catalogue;
        this.storage = storage;
        this.schema = schema;
    }

    /**
     * Writes an export, indented by two spaces. If it fails, the text has no closing brace.
     *
     * @param full whether it contains all models, with their secrets, or only the portable ones
     * @param progress gets the progress, and can cancel the export
     * @throws UnavailableException if the database can't be read, or the export was cancelled
     * @throws UncheckedIOException if the writer fails
     */
    public void all(Writer out, boolean full, Progress progress) {
        storage.read(connection -> {
            write(connection, out, full, progress);
            return null;
        });
    }

    /** Writes an export of the database of a connection, which must have this build's schema; see {@link #all}. */
    public void write(Connection connection, Writer out, boolean full, Progress progress) throws SQLException {
        List<Section<?>> sections = catalogue.sections().stream()
                .filter(section -> full || section.isPortable())
                .toList();
        long records = 0;
        for (Section<?> section : sections) {
            records += RowReader.count(connection, section);
        }
        progress.begin("exporting", 1, 0, records);
        JsonWriter json = JsonWriter.streaming(out, 0).beginObject();
        if (full) {
            json.member("format", ImportDocument.FORMAT);
            json.member("schemaVersion", schema.version());
        }
        for (Section<?> section : sections) {
            progress.at(section);
            if (section.kind() == Kind.SINGLETON) {
                RowReader.read(connection, section, 1, (key, record) -> json.name(section.name())
                        .json(record));
            } else {
                write(connection, json.name(section.name()), section, 2, progress::record);
            }
        }
        json.end().flush();
    }

    /**
     * Writes the value of one section, which is not a singleton, in compact form; throws the same exceptions as
     * {@link #all}.
     */
    public void section(Writer out, Section<?> section) {
        storage.read(connection -> {
            JsonWriter json = JsonWriter.streaming(out, JsonWriter.COMPACT);
            write(connection, json, section, JsonWriter.COMPACT, () -> {});
            json.flush();
            return null;
        });
    }

    private static void write(Connection connection, JsonWriter json, Section<?> section, int level, Runnable recorded)
            throws SQLException {
        boolean list = section.kind() == Kind.LIST;
        JsonWriter records = list ? json.beginArray() : json.beginObject();
        RowReader.read(connection, section, level, (key, record) -> {
            (list ? records : records.name(key)).json(record);
            recorded.run();
        });
        records.end();
    }
}
