package dev.metabuilder.database.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Decodes UTF-8 strictly. It first delivers everything before an error, so that the error's position is known; the
 * platform's reader does not do this. It skips a byte order mark at the beginning, as RFC 8259, section 8.1, allows.
 */
final class Utf8Reader extends Reader {

    private static final char BYTE_ORDER_MARK = 0xFEFF;

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long NOT_ASCII = 0x8080808080808080L;

    private final InputStream in;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private final ByteBuffer bytes = ByteBuffer.allocate(32 * 1024).flip();
    private boolean begun;
    private boolean ended;

    Utf8Reader(InputStream in) {
        this.in = in;
    }

    /**
     * Reads some characters. The buffer must have room for two, because a code point may need both.
     *
     * @throws CharacterCodingException if the next bytes are not UTF-8
     */
    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        CharBuffer chars = CharBuffer.wrap(buffer, offset, length).slice();
        while (true) {
            CoderResult result = decode(chars);
            if (!begun && chars.position() > 0) {
                begun = true;
                if (buffer[offset] == BYTE_ORDER_MARK) {
                    chars.limit(chars.position()).position(1);
                    chars.compact();
                }
            }
            if (chars.position() > 0) {
                return chars.position();
            }
            if (result.isError() || result.isOverflow()) {
                result.throwException();
            }
            if (ended) {
                return -1;
            }
            fill();
        }
    }

    /** Decodes the available bytes that fit, up to the first that are not UTF-8. */
    private CoderResult decode(CharBuffer chars) {
        int end = bytes.limit();
        CoderResult result;
        int before;
        do {
            copyAscii(chars);
            before = bytes.position();
            bytes.limit(Math.min(end, endOfOthers(before, end) + 1));
            result = decoder.decode(bytes, chars, ended && bytes.limit() == end);
            bytes.limit(end);
        } while (result.isUnderflow() && bytes.hasRemaining() && bytes.position() > before);
        return result;
    }

    /** Returns where ASCII follows again: there the decoder sees that a sequence of bytes is incomplete. */
    private int endOfOthers(int begin, int end) {
        int i = begin;
        while (i < end && bytes.get(i) < 0) {
            i++;
        }
        return i;
    }

    /**
     * Copies ASCII characters, in steps of eight bytes and more, which is faster than the decoder. Nearly all characters of
     * most texts are ASCII.
     */
    private void copyAscii(CharBuffer chars) {
        byte[] array = bytes.array();
        int begin = bytes.position();
        int end = begin + Math.min(bytes.remaining(), chars.remaining());
        int i = begin;
        while (i + Long.BYTES <= end && ((long) EIGHT_BYTES.get(array, i) & NOT_ASCII) == 0) {
            i += Long.BYTES;
        }
        while (i < end && array[i] >= 0) {
            i++;
        }
        if (i > begin) {
            int to = chars.arrayOffset() + chars.position();
            new String(array, begin, i - begin, StandardCharsets.ISO_8859_1).getChars(0, i - begin, chars.array(), to);
            chars.position(chars.position() + i - begin);
            bytes.position(i);
        }
    }

    private void fill() throws IOException {
        bytes.compact();
        int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
        ended = count < 0;
        bytes.position(bytes.position() + Math.max(0, count)).flip();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
