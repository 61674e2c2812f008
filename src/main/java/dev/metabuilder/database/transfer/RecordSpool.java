package dev.metabuilder.database.transfer;

import dev.metabuilder.database.errors.UnavailableException;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.platform.SpillFile;
import dev.metabuilder.database.replacement.ReplacementInput.Entry;
import dev.metabuilder.database.replacement.ReplacementInput.Sink;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;

/** Keeps the records of an import, in the form of their columns, until they are written. */
final class RecordSpool implements Sink, AutoCloseable {

    private static final int NULL = 0;
    private static final int TEXT = 1;
    private static final int LONG = 2;
    private static final int INTEGER = 3;
    private static final int TRUE = 4;
    private static final int FALSE = 5;

    /** The beginning and the number of a section's records. */
    private static final class Extent {
        private final long begin;
        private long records;

        Extent(long begin) {
            this.begin = begin;
        }
    }

    private final SpillFile kept = new SpillFile();
    private final DataOutputStream out = new DataOutputStream(kept);
    private final Map<Section<?>, Extent> sections = new LinkedHashMap<>();
    private Extent current;

    long records() {
        return sections.values().stream().mapToLong(extent -> extent.records).sum();
    }

    @Override
    public void begin(Section<?> section) {
        current = new Extent(kept.size());
        sections.put(section, current);
    }

    @Override
    public void forget(Section<?> section) {
        sections.remove(section);
    }

    @Override
    public void record(Entry entry) {
        try {
            out.writeLong(entry.number());
            write(entry.extra());
            for (Object value : entry.values()) {
                write(value);
            }
            current.records++;
        } catch (IOException e) {
            throw new UnavailableException("There was no room to keep the records.", e);
        }
    }

    @Override
    public void pause() {}

    private void write(Object value) throws IOException {
        if (value instanceof String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            out.writeByte(TEXT);
            out.writeInt(bytes.length);
            out.write(bytes);
        } else if (value instanceof Long number) {
            out.writeByte(LONG);
            out.writeLong(number);
        } else if (value instanceof Integer number) {
            out.writeByte(INTEGER);
            out.writeInt(number);
        } else if (value instanceof Boolean flag) {
            out.writeByte(flag ? TRUE : FALSE);
        } else {
            out.writeByte(NULL);
        }
    }

    /** Passes all records to a sink, section by section; those of sections with hashes pass through a function first. */
    void replay(BiFunction<Section<?>, Entry, Entry> hashed, Sink sink) {
        try {
            for (Map.Entry<Section<?>, Extent> section : sections.entrySet()) {
                sink.begin(section.getKey());
                int columns = section.getKey().columns().size();
                try (DataInputStream in = new DataInputStream(kept.read(section.getValue().begin))) {
                    for (long i = 0; i < section.getValue().records; i++) {
                        Entry entry = read(in, columns);
                        sink.record(section.getKey().isHashed() ? hashed.apply(section.getKey(), entry) : entry);
                    }
                }
            }
        } catch (IOException e) {
            throw new UnavailableException("The records that were kept could not be read.", e);
        }
    }

    private static Entry read(DataInputStream in, int columns) throws IOException {
        long number = in.readLong();
        String extra = (String) value(in);
        Object[] values = new Object[columns];
        for (int i = 0; i < columns; i++) {
            values[i] = value(in);
        }
        return new Entry((String) values[0], number, Arrays.asList(values), extra);
    }

    private static Object value(DataInputStream in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case TEXT -> text(in);
            case LONG -> (Object) in.readLong();
            case INTEGER -> in.readInt();
            case TRUE, FALSE -> kind == TRUE;
            default -> null;
        };
    }

    private static String text(DataInputStream in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            kept.close();
        } catch (IOException e) {
            throw new UnavailableException("The records that were kept could not be removed.", e);
        }
    }
}
