package dev.metabuilder.database.transfer;

import com.fasterxml.jackson.core.JsonToken;
import dev.metabuilder.database.errors.MalformedJsonException;
import dev.metabuilder.database.errors.Problems;
import dev.metabuilder.database.json.JsonReader;
import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Property;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.replacement.ReplacementInput;
import dev.metabuilder.database.replacement.ReplacementReport;
import dev.metabuilder.database.replacement.SectionReader.Item;
import dev.metabuilder.database.storage.Progress;
import dev.metabuilder.database.users.PasswordHashes;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** A JSON text that replaces sections: an export, or the value of a single section. */
final class ImportDocument implements ReplacementInput, AutoCloseable {

    /** The value of {@code format} in a full backup. */
    static final String FORMAT = "metabuilder-backup-1";

    private final ImportWalker walker;
    private final ImportSource source;
    private final Section<?> only;
    private final ReplacementReport mends;
    private final Progress progress;
    private final RecordSpool spool = new RecordSpool();
    private final Set<Section<?>> sections = new LinkedHashSet<>();
    private final Problems problems = new Problems();
    private final Set<Section<?>> incomplete = new HashSet<>();

    private final ImportedHashes hashes;

    private boolean read;

    /**
     * A text: an export, or the value of a single section.
     *
     * @param only the single section, or null for an export
     * @param passwordHashes checks and converts password hashes
     * @param mends gets each repair; null if errors are not repaired
     */
    ImportDocument(
            Catalogue catalogue,
            ImportSource source,
            Section<?> only,
            PasswordHashes passwordHashes,
            ReplacementReport mends,
            Progress progress) {
        walker = new ImportWalker(catalogue, source, only);
        this.source = source;
        this.only = only;
        hashes = new ImportedHashes(passwordHashes, mends != null && source.isOfRows());
        this.mends = mends;
        this.progress = progress;
    }

    /**
     * Reads the whole text, checks each record by itself, and keeps the records for {@link #read}.
     *
     * @throws MalformedJsonException if the text is not JSON
     */
    void keep() {
        read(0.45, spool);
    }

    /**
     * Passes the records to a sink. If {@link #keep} was not called, this reads the text, and keeps only the records with
     * hashes to convert.
     *
     * @throws MalformedJsonException if the text is not JSON
     */
    @Override
    public void read(Sink sink) {
        if (!read) {
            read(0.6, sink);
        }
        progress.begin("storing", 0.7, 0, spool.records());
        spool.replay(hashes::converted, sink);
    }

    private void read(double until, Sink sink) {
        read = true;
        progress.begin("reading", until, source.size(), 0);
        try (JsonReader reader = source.open(progress)) {
            new Reading(reader, sink).run();
        }
        if (problems.isEmpty()) {
            // Hashing is slow on purpose; the import holds no lock yet.
            sink.pause();
            progress.begin("hashing", until, 0, 0);
            hashes.convert();
        }
    }

    @Override
    public Set<Section<?>> sections() {
        return sections;
    }

    @Override
    public Problems problems() {
        return problems;
    }

    @Override
    public Set<Section<?>> incomplete() {
        return incomplete;
    }

    @Override
    public Map<Place, Location> locate(Collection<Place> places) {
        return walker.locate(places);
    }

    @Override
    public String name(Section<?> section, long number, String key, Property property) {
        return source.isOfRows()
                ? walker.name(section, key, property)
                : ReplacementInput.super.name(section, number, key, property);
    }

    @Override
    public void close() {
        spool.close();
    }

    /** The first reading of the text. */
    private final class Reading {

        private final JsonReader reader;
        private final Sink sink;
        private final Set<String> names = new HashSet<>();
        private final Map<String, Problems> faults = new LinkedHashMap<>();
        private long known;

        Reading(JsonReader reader, Sink sink) {
            this.reader = reader;
            this.sink = sink;
        }

        /** Returns the sink for a section: records with hashes are kept until the hashes are converted. */
        private Sink taker(Section<?> section) {
            return section.isHashed() ? spool : sink;
        }

        void run() {
            reader.gather(problems);
            try {
                walker.walk(reader, this::property, section -> true, this::take);
            } catch (MalformedJsonException e) {
                gather();
                throw e.after(problems);
            }
            gather();
        }

        private void gather() {
            faults.values().forEach(problems::addAll);
            problems.addAll(source.problems());
            problems.tell(walker::named);
        }

        private void property(String name, Section<?> section) {
            if (mends != null) {
                reader.mend(mend -> mends.mend(section, walker.named(mend)));
                // The last value counts, so errors in an earlier one do not.
                faults.put(name, new Problems());
                reader.gather(faults.get(name));
            }
            if (!names.add(name)) {
                reader.twice();
                if (sections.remove(section)) {
                    taker(section).forget(section);
                    incomplete.remove(section);
                    hashes.forget(section);
                }
            }
            known = reader.problems().count();
            if (section == null) {
                other(name);
            } else if (reader.token() != JsonToken.VALUE_NULL || only != null) {
                progress.at(section);
                sections.add(section);
                taker(section).begin(section);
            }
        }

        private void other(String name) {
            if (name.equals("format")) {
                if (reader.token() != JsonToken.VALUE_STRING || !reader.text().equals(FORMAT)) {
                    reader.problem("must be \"" + FORMAT + "\", the form of backup that this build reads");
                }
            } else if (name.equals("schemaVersion")) {
                if (reader.token() != JsonToken.VALUE_STRING) {
                    reader.problem("must be a string");
                }
            } else if (mends != null) {
                reader.mended("was left out: no section of an export has this name");
            } else {
                reader.problem("is unknown: no section of an export has this name");
            }
        }

        private void take(Section<?> section, Item read) {
            Item item = section.isHashed() ? hashes.judge(section, read, reader) : read;
            if (item.key() == null && reader.problems().count() > known) {
                incomplete.add(section);
            } else {
                taker(section).record(item.entry(section));
            }
            if (taker(section) == spool) {
                // The spool does not count records; any other sink does.
                progress.record();
            }
            known = reader.problems().count();
        }
    }
}
