package dev.metabuilder.database.errors;

/**
 * A position in a text.
 *
 * @param line from 1; 0 when there is no text
 * @param column from 1, in code points; 0 when there is no text
 */
public record Position(int line, int column) {

    /** The position of input that was not text. */
    public static final Position NONE = new Position(0, 0);
}
