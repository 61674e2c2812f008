package dev.metabuilder.database.replacement;

import dev.metabuilder.database.errors.Problem;
import dev.metabuilder.database.errors.UnavailableException;
import dev.metabuilder.database.platform.SpillFile;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** All repairs of an import. They may be too many for memory. */
final class RepairLog {

    private final SpillFile kept = new SpillFile();
    private final DataOutputStream out = new DataOutputStream(kept);
    private long count;

    void add(Problem mend) {
        count++;
        try {
            out.writeInt(mend.line());
            out.writeInt(mend.column());
            write(mend.pointer());
            write(mend.detail());
        } catch (IOException e) {
            throw new UnavailableException("There was no room to keep the report.", e);
        }
    }

    private void write(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    long count() {
        return count;
    }

    void forEach(Consumer<Problem> taker) {
        try (DataInputStream in = new DataInputStream(kept.read(0))) {
            for (long i = 0; i < count; i++) {
                int line = in.readInt();
                int column = in.readInt();
                taker.accept(new Problem(text(in), line, column, text(in)));
            }
        } catch (IOException e) {
            throw new UnavailableException("The report could not be read.", e);
        }
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }
}
