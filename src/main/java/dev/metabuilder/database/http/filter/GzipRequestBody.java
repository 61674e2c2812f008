package dev.metabuilder.database.http.filter;

import dev.metabuilder.database.errors.MalformedJsonException;
import dev.metabuilder.database.errors.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decompresses a body with gzip (RFC 1952). Limits apply to both the compressed and the decompressed bytes. The platform's
 * own stream is not enough: it recurses for each member, so that some thousands of empty members overflow the stack, and it
 * ignores invalid data after the first member.
 */
public final class GzipRequestBody extends InputStream implements BodyLimitFilter.Limited {

    private static final int PIECE_BYTES = 32 * 1024;

    private static final int MAGIC = 0x8b1f;
    private static final int DEFLATE = 8;
    private static final int HAS_HEADER_CRC = 2;
    private static final int HAS_EXTRA = 4;
    private static final int HAS_NAME = 8;
    private static final int HAS_COMMENT = 16;
    private static final int RESERVED = 0xe0;

    private final InputStream packed;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();

    private final byte[] piece = new byte[PIECE_BYTES];
    private int at;
    private int end;
    private boolean inMember;
    private boolean isClosed;

    private long most = Long.MAX_VALUE;
    private long read;

    /** Decompresses a stream. The constructor reads nothing. */
    GzipRequestBody(InputStream packed) {
        this.packed = BodyLimitFilter.limit(packed, Long.MAX_VALUE);
    }

    @Override
    public void atMost(long bytes) {
        most = Math.min(most, bytes);
        BodyLimitFilter.limit(packed, bytes);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (inMember || beginMember()) {
            int count = inflate(bytes, offset, length);
            if (count > 0) {
                checksum.update(bytes, offset, count);
                read += count;
                if (read > most) {
                    throw BodyLimitFilter.tooLarge(most);
                }
                return count;
            }
            if (inflater.finished()) {
                endMember();
            } else if (!inflater.needsInput()) {
                // The inflater needs a dictionary, which gzip does not have.
                throw notGzip();
            } else if (fill()) {
                inflater.setInput(piece, 0, end);
            } else {
                throw brokenOff();
            }
        }
        close();
        return -1;
    }

    private int inflate(byte[] bytes, int offset, int length) {
        try {
            return inflater.inflate(bytes, offset, length);
        } catch (DataFormatException e) {
            throw notGzip();
        }
    }

    /** Reads the header of the next member, if there is one. An empty body has none. */
    private boolean beginMember() throws IOException {
        if (isClosed || (at == end && !fill())) {
            return false;
        }
        if (number(2) != MAGIC || next() != DEFLATE) {
            throw notGzip();
        }
        int flags = next();
        if ((flags & RESERVED) != 0) {
            throw notGzip();
        }
        // The modification time, the flags of the compressor and the operating system.
        number(4);
        number(2);
        if ((flags & HAS_EXTRA) != 0) {
            for (long extra = number(2); extra > 0; extra--) {
                next();
            }
        }
        skipText((flags & HAS_NAME) != 0);
        skipText((flags & HAS_COMMENT) != 0);
        if ((flags & HAS_HEADER_CRC) != 0) {
            number(2);
        }
        inflater.reset();
        inflater.setInput(piece, at, end - at);
        checksum.reset();
        inMember = true;
        return true;
    }

    private void skipText(boolean isThere) throws IOException {
        if (isThere) {
            while (next() != 0) {
                // The text ends with a zero byte.
            }
        }
    }

    private void endMember() throws IOException {
        at = end - inflater.getRemaining();
        if (number(4) != checksum.getValue() || number(4) != (inflater.getBytesWritten() & 0xFFFFFFFFL)) {
            throw malformed("The decompressed body does not match the checksum in its gzip");
        }
        inMember = false;
    }

    /** Reads a little-endian number. */
    private long number(int bytes) throws IOException {
        long number = 0;
        for (int i = 0; i < bytes; i++) {
            number |= (long) next() << (8 * i);
        }
        return number;
    }

    private int next() throws IOException {
        if (at == end && !fill()) {
            throw brokenOff();
        }
        return piece[at++] & 0xFF;
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, packed.read(piece));
        return end > 0;
    }

    private static MalformedJsonException brokenOff() {
        return malformed("The body ends before its gzip does");
    }

    private static MalformedJsonException notGzip() {
        return malformed("The body is not gzip, although its Content-Encoding says so");
    }

    private static MalformedJsonException malformed(String detail) {
        return new MalformedJsonException(new Problem("", 0, 0, detail));
    }

    @Override
    public void close() throws IOException {
        isClosed = true;
        inMember = false;
        inflater.end();
        packed.close();
    }
}
