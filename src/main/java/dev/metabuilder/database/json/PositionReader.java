package dev.metabuilder.database.json;

import dev.metabuilder.database.errors.Position;
import java.io.IOException;
import java.io.Reader;

/**
 * Passes characters on, and can report the line and column of each. It keeps only the characters since the last question, so
 * no question may be about an earlier character than the one before.
 */
final class PositionReader extends Reader {

    private static final char FIRST_PLAIN = '\r' + 1;

    private final Reader in;
    private char[] window = new char[16 * 1024];
    private int begin;
    private int end;
    /** The offset of the first kept character in the whole text; {@code line} and {@code column} are its position. */
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
            if (end + count > window.length) {
                makeRoom(count);
            }
            System.arraycopy(buffer, offset, window, end, count);
            end += count;
        }
        return count;
    }

    private void makeRoom(int count) {
        int needed = held() + count;
        char[] larger = needed > window.length / 2 ? new char[Math.max(window.length * 2, needed)] : window;
        System.arraycopy(window, begin, larger, 0, held());
        end = held();
        begin = 0;
        window = larger;
    }

    /** Returns how many characters it keeps. */
    int held() {
        return end - begin;
    }

    /** Returns the line and column of the character at an offset from the beginning of the text. */
    Position locate(long offset) {
        int to = begin + (int) Math.min(Math.max(0, offset - start), held());
        int i = begin;
        while (i < to) {
            int plain = plain(i, to);
            if (plain > i) {
                column += plain - i;
                afterReturn = false;
                i = plain;
            } else {
                pass(window[i++]);
            }
        }
        start += to - begin;
        begin = to;
        return new Position(line, column);
    }

    /**
     * Returns the end of the characters that have one column each and are no line break. It must be fast, because every
     * character of the text passes through it.
     */
    private int plain(int from, int to) {
        char[] text = window;
        int i = from;
        // One comparison in place of two: a character below the range wraps around.
        while (i < to && (char) (text[i] - FIRST_PLAIN) < Character.MIN_SURROGATE - FIRST_PLAIN) {
            i++;
        }
        return i;
    }

    /** Returns the offset of the first character of the word, signed or not, that ends before an offset. */
    long beforeWord(long offset) {
        int i = begin + (int) (offset - start);
        while (i > begin && Character.isJavaIdentifierPart(window[i - 1])) {
            i--;
        }
        return start - begin + (i > begin && (window[i - 1] == '-' || window[i - 1] == '+') ? i - 1 : i);
    }

    /** Returns the code point at the last position that was asked for, or -1 at the end. */
    int codePoint() {
        return held() == 0 ? -1 : Character.codePointAt(window, begin, end);
    }

    private void pass(char c) {
        if (c == '\n' && afterReturn) {
            // CR LF is one line break, and the CR has already counted.
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
