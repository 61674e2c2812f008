package dev.metabuilder.database.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stores data that may not fit into memory: a little in memory, the rest in a file that only its owner can read. If the
 * system allows it, the file has no name from the beginning. So it disappears with the process, whatever ends the process,
 * or when nobody refers to it any more. The total size of all such files is limited.
 */
public final class SpillFile extends OutputStream {

    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int FIRST_BYTES = 1024;

    /** The total size of all files, in bytes. */
    private static final AtomicLong ALL = new AtomicLong();

    private static final Cleaner CLEANER = Cleaner.create();
    private static volatile long mostOfAll = Long.MAX_VALUE;

    private byte[] buffer = new byte[FIRST_BYTES];
    private int buffered;
    private FileChannel file;
    private Share share;
    private Cleaner.Cleanable given;
    private long size;

    /**
     * The part of one file in {@link #ALL}. It is subtracted once, at the close or when nobody refers to the file any more.
     */
    private static final class Share implements Runnable {
        private long bytes;

        void take(int more) throws IOException {
            if (ALL.addAndGet(more) > mostOfAll) {
                ALL.addAndGet(-more);
                throw new IOException("All of METABUILDER_MAX_SPOOL_BYTES is in use by temporary files");
            }
            bytes += more;
        }

        @Override
        public void run() {
            ALL.addAndGet(-bytes);
        }
    }

    /** Sets the maximum total size of all files, in bytes. Beyond it, a write throws an {@link IOException}. */
    public static void limit(long bytes) {
        mostOfAll = bytes;
    }

    /** Writes at the end. */
    @Override
    public void write(int b) throws IOException {
        if (buffered == buffer.length) {
            makeRoom(1);
        }
        buffer[buffered++] = (byte) b;
        size++;
    }

    /** Writes at the end. */
    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (buffered + length > buffer.length) {
            makeRoom(length);
        }
        if (length > buffer.length) {
            writeFully(ByteBuffer.wrap(bytes, offset, length));
        } else {
            System.arraycopy(bytes, offset, buffer, buffered, length);
            buffered += length;
        }
        size += length;
    }

    private void makeRoom(int bytes) throws IOException {
        if (buffered + bytes > BUFFER_BYTES) {
            spill();
            buffer = buffer.length < BUFFER_BYTES ? new byte[BUFFER_BYTES] : buffer;
        } else {
            buffer = Arrays.copyOf(buffer, Math.max(buffered + bytes, Math.min(BUFFER_BYTES, 2 * buffer.length)));
        }
    }

    private void spill() throws IOException {
        if (file == null) {
            Path path = Files.createTempFile("metabuilder-", ".scratch");
            file = FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            share = new Share();
            given = CLEANER.register(this, share);
        }
        writeFully(ByteBuffer.wrap(buffer, 0, buffered));
        buffered = 0;
    }

    private void writeFully(ByteBuffer bytes) throws IOException {
        share.take(bytes.remaining());
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    /** Returns the size of the data, in bytes. */
    public long size() {
        return size;
    }

    /**
     * Returns a stream of its bytes from an offset on. Several streams can read the same bytes. A stream may lack bytes that
     * are written after this call.
     *
     * @throws IOException if the file can't be read
     */
    public InputStream read(long from) throws IOException {
        if (file != null) {
            spill();
        }
        return new Reading(from);
    }

    /** Removes the data. */
    @Override
    public void close() throws IOException {
        if (file != null) {
            given.clean();
            file.close();
        }
    }

    private final class Reading extends InputStream {

        private final boolean inMemory = file == null;
        private final ByteBuffer window;
        private long position;

        Reading(long from) {
            position = from;
            window = inMemory
                    ? ByteBuffer.wrap(Arrays.copyOf(buffer, buffered)).position((int) from)
                    : ByteBuffer.allocate(BUFFER_BYTES).limit(0);
        }

        private boolean fill() throws IOException {
            if (window.hasRemaining() || inMemory) {
                return window.hasRemaining();
            }
            int count = file.read(window.clear(), position);
            window.flip();
            position += Math.max(0, count);
            return count > 0;
        }

        @Override
        public int read() throws IOException {
            return fill() ? window.get() & 0xFF : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!fill()) {
                return -1;
            }
            int count = Math.min(length, window.remaining());
            window.get(bytes, offset, count);
            return count;
        }
    }
}
