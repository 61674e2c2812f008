package dev.metabuilder.database.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Decodes UTF-8 strictly, and hands over all that stands before a fault first, so that the fault's place is known, as it
 * is not with the platform's reader. It passes over a byte order mark at the beginning, as RFC 8259, section 8.1, allows.
 */
final class Utf8Reader extends Reader {

    private static final char BYTE_ORDER_MARK = 0xFEFF;

    private final InputStream in;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private final ByteBuffer bytes = ByteBuffer.allocate(32 * 1024).flip();
    private boolean begun;
    private boolean ended;

    Utf8Reader(InputStream in) {
        this.in = in;
    }

    /**
     * Reads some characters: as many as two at least must fit, which one code point may take.
     *
     * @throws CharacterCodingException when the next bytes are no UTF-8
     */
    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        CharBuffer chars = CharBuffer.wrap(buffer, offset, length).slice();
        while (true) {
            CoderResult result = decoder.decode(bytes, chars, ended);
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
