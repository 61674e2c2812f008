package dev.metabuilder.database.http.filter;

import dev.metabuilder.database.errors.UnavailableException;
import dev.metabuilder.database.platform.SpillFile;
import dev.metabuilder.database.platform.SpooledStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * A body that has not arrived completely. A reader waits, without a place at the admission limit, until it has; then it
 * reads the stored body.
 */
final class ArrivingBody extends InputStream implements SpooledStream, BodyLimitFilter.Limited {

    /** The request property with it. */
    static final String NAME = ArrivingBody.class.getName();

    private static final int PIECE_BYTES = 64 * 1024;

    /** After this time a body must have a minimum rate: otherwise it could hold a thread forever. */
    private static final long GRACE_SECONDS = 30;

    private static final long LEAST_BYTES_A_SECOND = 1024;

    private final InputStream body;
    private final long length;
    private final Runnable whole;
    private final LongSupplier nanoTime;

    private long most = Long.MAX_VALUE;
    private SpillFile kept;
    private InputStream reading;

    /**
     * A body that is arriving.
     *
     * @param length its length in bytes, negative if unknown
     * @param whole is called when the whole body has arrived
     */
    ArrivingBody(InputStream body, long length, Runnable whole) {
        this(body, length, whole, System::nanoTime);
    }

    /** A body with another clock, for tests. */
    ArrivingBody(InputStream body, long length, Runnable whole, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.body = body;
        this.length = length;
        this.whole = whole;
    }

    @Override
    public void atMost(long bytes) {
        most = Math.min(most, bytes);
    }

    @Override
    public SpillFile spool(LongConsumer arrived) throws IOException {
        if (length > most) {
            throw BodyLimitFilter.tooLarge(most);
        }
        kept = new SpillFile();
        try {
            receive(arrived);
            whole.run();
            return kept;
        } catch (IOException | RuntimeException e) {
            kept.close();
            throw e;
        }
    }

    private void receive(LongConsumer arrived) throws IOException {
        long begun = nanoTime.getAsLong();
        byte[] piece = new byte[(int) Math.min(PIECE_BYTES, length > 0 ? length + 1 : PIECE_BYTES)];
        for (int count = body.read(piece); count >= 0; count = body.read(piece)) {
            kept.write(piece, 0, count);
            arrived.accept(kept.size());
            if (kept.size() > most) {
                throw BodyLimitFilter.tooLarge(most);
            }
            long seconds = Duration.ofNanos(nanoTime.getAsLong() - begun).toSeconds();
            if (seconds > GRACE_SECONDS && kept.size() / seconds < LEAST_BYTES_A_SECOND) {
                throw new UnavailableException(
                        "The body came too slowly: fewer than " + LEAST_BYTES_A_SECOND + " bytes a second.", null);
            }
        }
    }

    private InputStream reading() throws IOException {
        if (reading == null) {
            reading = (kept == null ? spool(bytes -> {}) : kept).read(0);
        }
        return reading;
    }

    @Override
    public int read() throws IOException {
        return reading().read();
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        return reading().read(bytes, offset, count);
    }

    @Override
    public void close() throws IOException {
        if (kept != null) {
            kept.close();
        }
    }
}
