package dev.metabuilder.database.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.metabuilder.database.errors.MalformedJsonException;
import dev.metabuilder.database.errors.Position;
import dev.metabuilder.database.errors.Problem;
import dev.metabuilder.database.errors.UnavailableException;
import dev.metabuilder.database.vendor.JacksonErrors;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;

/** The errors for a text that is not JSON or can't be read to its end: each says where, and what it found there. */
final class SyntaxErrors {

    /** The offset for the end of all that was read. */
    static final long AT_THE_END = Long.MAX_VALUE;

    private final JsonParser parser;
    private final PositionReader positions;

    SyntaxErrors(JsonParser parser, PositionReader positions) {
        this.parser = parser;
        this.positions = positions;
    }

    /** Returns the exception for a failure to read on. */
    RuntimeException of(IOException e) {
        if (e instanceof JsonProcessingException syntax) {
            return unexpected(syntax);
        }
        return e instanceof CharacterCodingException
                ? at(AT_THE_END, "the text is not UTF-8 from here on")
                : new UnavailableException("The input broke off.", e);
    }

    private MalformedJsonException unexpected(JsonProcessingException e) {
        boolean ends = e instanceof JsonEOFException;
        MalformedJsonException at = at(ends ? AT_THE_END : offset(e), "the text ends here, too early to be JSON");
        int c = positions.codePoint();
        if (c == -1) {
            return at;
        }
        String what = "unexpected " + (c < ' ' ? "control character" : "\"" + Character.toString(c) + "\"");
        Problem place = at.problems().get(0);
        return new MalformedJsonException(
                new Problem(place.pointer(), place.line(), place.column(), "no JSON: " + what));
    }

    /** Returns the exception for a text that is not JSON from an offset on. */
    MalformedJsonException at(long offset, String detail) {
        Position at = positions.locate(offset);
        String pointer = parser.getParsingContext().pathAsPointer().toString();
        return new MalformedJsonException(new Problem(pointer, at.line(), at.column(), detail));
    }

    /** Returns the offset where a text stops being JSON. */
    long offset(JsonProcessingException e) {
        long offset = e.getLocation().getCharOffset();
        return switch (JacksonErrors.fault(e)) {
            case CHARACTER -> offset;
            case CHARACTER_BEFORE -> offset - 1;
            case WORD_BEFORE -> positions.beforeWord(offset);
        };
    }
}
