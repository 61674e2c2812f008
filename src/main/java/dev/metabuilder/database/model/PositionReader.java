package dev.metabuilder.database.model;

import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;

/**
 * Passes characters on and can tell the line and column of any that was passed since the last question. It holds only
 * what was read since then. Questions go forward.
 */
final class PositionReader extends Reader {

    private final Reader in;
    private char[] window = new char[8192];
    private int size;
    /** Where in the whole text the window begins; line and column are those of that character. */
    private long start;

    private int line = 1;
    private int column = 1;
    private boolean afterReturn;

    PositionReader(Reader in) {
        this.in = in;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int count = in.read(buffer, offset, length);
        if (count > 0) {
            if (size + count > window.length) {
                window = Arrays.copyOf(window, Math.max(window.length * 2, size + count));
            }
            System.arraycopy(buffer, offset, window, size, count);
            size += count;
        }
        return count;
    }

    /** Returns how many characters are held. */
    int held() {
        return size;
    }

    /** Returns the line and column of the character at an offset from the beginning of the text. */
    Position locate(long offset) {
        int end = (int) Math.min(Math.max(0, offset - start), size);
        for (int i = 0; i < end; i++) {
            pass(window[i]);
        }
        size -= end;
        System.arraycopy(window, end, window, 0, size);
        start += end;
        return new Position(line, column);
    }

    /** Returns the offset of the first character of the word, signed or not, that ends before an offset. */
    long beforeWord(long offset) {
        int i = (int) (offset - start);
        while (i > 0 && Character.isJavaIdentifierPart(window[i - 1])) {
            i--;
        }
        return start + (i > 0 && (window[i - 1] == '-' || window[i - 1] == '+') ? i - 1 : i);
    }

    /** Returns the code point at the place that was last asked for, or -1 at the end. */
    int codePoint() {
        return size == 0 ? -1 : Character.codePointAt(window, 0, size);
    }

    private void pass(char c) {
        if (c == '\n' && afterReturn) {
            // CR LF is one line break; the CR has been counted.
            column = 1;
        } else if (c == '\n' || c == '\r') {
            line++;
            column = 1;
        } else if (!Character.isLowSurrogate(c)) {
            column++;
        }
        afterReturn = c == '\r';
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
