package dev.metabuilder.database.http.filter;

import dev.metabuilder.database.platform.SpillFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.BooleanSupplier;

/**
 * An answer that is sent while it is made, as fast as its reader accepts it. The rest is stored, so that the thread that makes
 * it never waits for the reader.
 */
final class ResponseSpool extends OutputStream {

    /** What a connection that is ready takes without a wait. */
    private static final int PIECE_BYTES = 32 * 1024;

    private final OutputStream out;
    private final BooleanSupplier isReady;

    private SpillFile kept;
    private long sent;

    /**
     * Sends to a stream.
     *
     * @param isReady whether the stream takes more at once
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

    /** Sends what is kept, as long as something is so. */
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

    /** Sends what is kept, however long the reader takes. */
    void sendRest() throws IOException {
        if (kept != null) {
            send(() -> true);
            out.flush();
        }
    }

    /** Sends at once what was written, if nothing is kept. */
    @Override
    public void flush() throws IOException {
        if (kept == null && isReady.getAsBoolean()) {
            out.flush();
        }
    }

    /** Lets go of what is kept; the stream itself is the container's. */
    @Override
    public void close() throws IOException {
        if (kept != null) {
            kept.close();
            kept = null;
            sent = 0;
        }
    }
}
