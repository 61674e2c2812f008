package dev.metabuilder.database.errors;

/**
 * A place in a text.
 *
 * @param line from 1; 0 when there is no text
 * @param column from 1, in code points; 0 when there is no text
 */
public record Position(int line, int column) {

    /** The place of something that was not given as text. */
    public static final Position NONE = new Position(0, 0);
}
