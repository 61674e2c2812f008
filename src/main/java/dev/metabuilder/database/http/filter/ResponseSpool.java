package dev.metabuilder.database.http.filter;

import dev.metabuilder.database.platform.SpillFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.BooleanSupplier;

/**
 * Sends an answer while it is made, as fast as its reader accepts it, and stores the rest. So the thread that makes the
 * answer never waits for the reader.
 */
final class ResponseSpool extends OutputStream {

    /** How many bytes a ready connection accepts without waiting. */
    private static final int PIECE_BYTES = 32 * 1024;

    private final OutputStream out;
    private final BooleanSupplier isReady;

    private SpillFile kept;
    private long sent;

    /**
     * Sends to a stream.
     *
     * @param isReady returns whether the stream accepts more without waiting
     */
    ResponseSpool(OutputStream out, BooleanSupplier isReady) {
        this.out = out;
        this.isReady = isReady;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        send(isReady);
        int at = offset;
        int end = offset + length;
        while (kept == null && at < end && isReady.getAsBoolean()) {
            int count = Math.min(PIECE_BYTES, end - at);
            out.write(bytes, at, count);
            at += count;
        }
        if (at < end) {
            kept = kept == null ? new SpillFile() : kept;
            kept.write(bytes, at, end - at);
        }
    }

    /** Sends stored bytes while a condition holds. */
    private void send(BooleanSupplier condition) throws IOException {
        if (kept == null || !condition.getAsBoolean()) {
            return;
        }
        InputStream rest = kept.read(sent);
        byte[] piece = new byte[PIECE_BYTES];
        do {
            int count = rest.read(piece);
            if (count < 0) {
                close();
                return;
            }
            out.write(piece, 0, count);
            sent += count;
        } while (condition.getAsBoolean());
    }

    /** Sends all stored bytes, however long the reader takes. */
    void sendRest() throws IOException {
        if (kept != null) {
            send(() -> true);
            out.flush();
        }
    }

    /** Flushes the stream, if no bytes are stored. */
    @Override
    public void flush() throws IOException {
        if (kept == null && isReady.getAsBoolean()) {
            out.flush();
        }
    }

    /** Removes the stored bytes. The container closes the stream. */
    @Override
    public void close() throws IOException {
        if (kept != null) {
            kept.close();
            kept = null;
            sent = 0;
        }
    }
}
