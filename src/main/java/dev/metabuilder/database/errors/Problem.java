package dev.metabuilder.database.errors;

/**
 * An error in the input, and its place.
 *
 * @param pointer the JSON pointer (RFC 6901) of the value, from the root of the input
 * @param line the line of the value's first character, from 1; 0 when the input was not text
 * @param column its column, from 1, in code points; 0 when the input was not text
 * @param detail what was expected there, a sentence that a person can act on
 */
public record Problem(String pointer, int line, int column, String detail) {

    @Override
    public String toString() {
        String place = pointer.isEmpty() ? "" : pointer + " ";
        String position = line == 0 ? "" : "(line " + line + ", column " + column + ") ";
        return (place + position).isEmpty() ? detail : (place + position).strip() + ": " + detail;
    }
}
