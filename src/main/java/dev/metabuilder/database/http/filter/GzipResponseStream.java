package dev.metabuilder.database.http.filter;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Compresses an answer that is long enough. If the answer breaks off, nobody may call {@link #finish}: the missing trailer
 * shows the client that the answer is incomplete.
 */
final class GzipResponseStream extends OutputStream {

    /** A shorter answer needs only one or two packets anyway. */
    static final int LEAST_BYTES = 2 * 1024;

    private static final int PIECE_BYTES = 8 * 1024;

    private final OutputStream out;
    private final Runnable compressed;

    private byte[] begin = new byte[LEAST_BYTES];
    private int count;
    private Fast gzip;

    /**
     * Writes to a stream.
     *
     * @param compressed is called before the first byte of a compressed answer
     */
    GzipResponseStream(OutputStream out, Runnable compressed) {
        this.out = out;
        this.compressed = compressed;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (begin == null) {
            target().write(bytes, offset, length);
        } else if (length <= begin.length - count) {
            System.arraycopy(bytes, offset, begin, count, length);
            count += length;
        } else {
            compressed.run();
            gzip = new Fast(out);
            release();
            gzip.write(bytes, offset, length);
        }
    }

    private OutputStream target() {
        return gzip == null ? out : gzip;
    }

    /** Writes the bytes that were held back, compressed or not. */
    private void release() throws IOException {
        if (begin != null) {
            target().write(begin, 0, count);
            begin = null;
        }
    }

    /** Sends the bytes so far. If they are few, they and all that follows are not compressed. */
    @Override
    public void flush() throws IOException {
        if (begin == null || count > 0) {
            release();
            target().flush();
        }
    }

    /** Ends a complete answer. */
    void finish() throws IOException {
        release();
        if (gzip != null) {
            gzip.finish();
        }
    }

    /** Releases the compressor. The container closes the stream. */
    @Override
    public void close() {
        if (gzip != null) {
            gzip.release();
        }
    }

    /**
     * Compresses with the fastest level: JSON shrinks to a fifth; the default level shrinks it to a sixth but is 2.5 times
     * slower.
     */
    private static final class Fast extends GZIPOutputStream {

        Fast(OutputStream out) throws IOException {
            super(out, PIECE_BYTES, true);
            def.setLevel(Deflater.BEST_SPEED);
        }

        void release() {
            def.end();
        }
    }
}
