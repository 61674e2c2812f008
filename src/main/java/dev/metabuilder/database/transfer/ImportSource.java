package dev.metabuilder.database.transfer;

import dev.metabuilder.database.errors.Problems;
import dev.metabuilder.database.errors.UnavailableException;
import dev.metabuilder.database.json.JsonReader;
import dev.metabuilder.database.platform.SpillFile;
import dev.metabuilder.database.platform.SpooledStream;
import dev.metabuilder.database.replacement.ReplacementReport;
import dev.metabuilder.database.storage.Progress;
import java.io.BufferedWriter;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

/** A JSON text that can be read more than once. */
public final class ImportSource implements AutoCloseable {

    private static final int PIECE_BYTES = 64 * 1024;

    private final String text;
    private final SpillFile kept;
    private final ReplacementReport report;
    private final Problems problems;

    private ImportSource(String text, SpillFile kept) {
        this(text, kept, null, new Problems());
    }

    private ImportSource(String text, SpillFile kept, ReplacementReport report, Problems problems) {
        this.text = text;
        this.kept = kept;
        this.report = report;
        this.problems = problems;
    }

    /** A text in memory. */
    public static ImportSource of(String text) {
        return new ImportSource(text, null);
    }

    /** Does what {@link #spool(InputStream, Progress)} does, without showing the progress. */
    public static ImportSource spool(InputStream bytes) {
        return spool(bytes, new Progress());
    }

    /**
     * Reads a stream of UTF-8 to its end, and keeps the text. So a slow sender holds no lock, and an incomplete text changes
     * nothing.
     *
     * @throws UnavailableException if the stream breaks off, or there is no room for the text
     */
    public static ImportSource spool(InputStream bytes, Progress progress) {
        if (bytes instanceof SpooledStream spooled) {
            return spool(spooled, progress);
        }
        SpillFile kept = new SpillFile();
        try {
            try {
                InputStream counted = new Counted(bytes, progress);
                byte[] piece = new byte[PIECE_BYTES];
                for (int count = counted.read(piece); count >= 0; count = counted.read(piece)) {
                    kept.write(piece, 0, count);
                }
                return new ImportSource(null, kept);
            } catch (IOException | RuntimeException e) {
                kept.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UnavailableException("The input broke off, or there was no room to keep it.", e);
        }
    }

    private static ImportSource spool(SpooledStream bytes, Progress progress) {
        try {
            return new ImportSource(null, bytes.spool(progress::bytes));
        } catch (IOException e) {
            throw new UnavailableException("The input broke off, or there was no room to keep it.", e);
        }
    }

    /**
     * Keeps a text that is written piece by piece.
     *
     * @throws UnavailableException if there is no room for it
     */
    public static ImportSource written(Writing writing) throws SQLException {
        return new ImportSource(null, keep(writing));
    }

    /**
     * Keeps a text that is generated from the rows of another database. In it, lists are objects by key, and messages name a
     * record by model and key, because nobody else has the text.
     *
     * @param report has the repairs so far, and gets the counts of the import
     * @param problems the errors of rows that have no form in JSON, by pointer
     * @throws UnavailableException if there is no room for it
     */
    public static ImportSource ofRows(Writing writing, ReplacementReport report, Problems problems)
            throws SQLException {
        return new ImportSource(null, keep(writing), report, problems);
    }

    private static SpillFile keep(Writing writing) throws SQLException {
        SpillFile kept = new SpillFile();
        try {
            try {
                Writer out = new BufferedWriter(new OutputStreamWriter(kept, StandardCharsets.UTF_8));
                writing.to(out);
                out.flush();
                return kept;
            } catch (IOException | RuntimeException | SQLException e) {
                kept.close();
                throw e;
            }
        } catch (IOException | UncheckedIOException e) {
            throw new UnavailableException("There was no room to keep the text.", e);
        }
    }

    /** Writes a text. */
    @FunctionalInterface
    public interface Writing {

        /** Writes the text. */
        void to(Writer out) throws IOException, SQLException;
    }

    /** Returns whether the text was generated from rows, so that nobody else has it. */
    boolean isOfRows() {
        return report != null;
    }

    /** Returns the report of its import. */
    ReplacementReport report() {
        return report == null ? new ReplacementReport() : report;
    }

    /** Returns the errors that were found when the text was generated. */
    Problems problems() {
        return problems;
    }

    /** Returns how many bytes it has, 0 for a text in memory. */
    long size() {
        return kept == null ? 0 : kept.size();
    }

    /** Returns a reader at the beginning of the text. */
    JsonReader open(Progress progress) {
        if (text != null) {
            return new JsonReader(new StringReader(text));
        }
        try {
            return JsonReader.utf8(new Counted(kept.read(0), progress));
        } catch (IOException e) {
            throw new UnavailableException("The input that was kept could not be read.", e);
        }
    }

    /** Removes the kept text. */
    @Override
    public void close() {
        if (kept != null) {
            try {
                kept.close();
            } catch (IOException e) {
                throw new UnavailableException("The input that was kept could not be removed.", e);
            }
        }
    }

    /** Reports how many bytes have been read. */
    private static final class Counted extends FilterInputStream {

        private final Progress progress;
        private long count;

        Counted(InputStream in, Progress progress) {
            super(in);
            this.progress = progress;
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            count(b < 0 ? 0 : 1);
            return b;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int more) {
            count += more;
            progress.bytes(count);
        }
    }
}
