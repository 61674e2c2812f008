package dev.metabuilder.database.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.metabuilder.database.errors.InvalidException;
import dev.metabuilder.database.errors.MalformedJsonException;
import dev.metabuilder.database.errors.Position;
import dev.metabuilder.database.errors.Problem;
import dev.metabuilder.database.errors.Problems;
import dev.metabuilder.database.errors.UnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.function.Consumer;

/**
 * Reads JSON token by token, in memory that does not grow with the text, and knows the pointer, line and column of each value.
 * Errors go to its {@link #problems()}; a text that is not JSON ends the reading.
 */
public final class JsonReader implements AutoCloseable {

    /** How large a record's JSON may be, in bytes of UTF-8. */
    public static final int MOST_BYTES = 16 * 1024 * 1024;

    /** How many levels a record may be nested. */
    public static final int MOST_LEVELS = 1_000;

    /** How many digits a number may have. */
    public static final int MOST_DIGITS = 1_000;

    // The parser's own limits only keep memory bounded; ours are reported with their pointer, and reading goes on.
    // Names are not cached: maps have as many of them as records.
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(4 * MOST_LEVELS)
                    .maxStringLength(MOST_BYTES + 1)
                    .maxNumberLength(MOST_BYTES + 1)
                    .maxNameLength(MOST_BYTES + 1)
                    .build())
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build();

    private static final int MOST_HELD = 64 * 1024;

    private static final String MORE_TEXT = "the JSON value has ended, but more text follows";

    private final PositionReader positions;
    private final JsonParser parser;
    private final SyntaxErrors errors;
    private Problems problems = new Problems();
    private Consumer<Problem> mends;
    private JsonToken token;

    /** A reader of a text. */
    public JsonReader(Reader text) {
        positions = new PositionReader(text);
        try {
            parser = FACTORY.createParser(positions);
        } catch (IOException e) {
            throw new UnavailableException("The input could not be read.", e);
        }
        errors = new SyntaxErrors(parser, positions);
    }

    /** A reader of UTF-8 bytes; a byte order mark at the beginning is passed over. */
    public static JsonReader utf8(InputStream bytes) {
        return new JsonReader(new Utf8Reader(bytes));
    }

    /**
     * Goes to the next token.
     *
     * @return the token
     * @throws MalformedJsonException when the text is no JSON here, or ends
     */
    public JsonToken next() {
        try {
            token = parser.nextToken();
        } catch (IOException e) {
            throw failure(e);
        }
        if (positions.held() > MOST_HELD) {
            // Nobody asks for what lies behind.
            positions.locate(offset());
        }
        if (token == null) {
            throw errors.at(SyntaxErrors.AT_THE_END, "the text ends here; a JSON value was expected");
        }
        return token;
    }

    /**
     * Makes sure that nothing follows the value that was read.
     *
     * @throws MalformedJsonException when something follows
     */
    public void end() {
        JsonToken more;
        try {
            more = parser.nextToken();
        } catch (JsonProcessingException e) {
            throw errors.at(errors.offset(e), MORE_TEXT);
        } catch (IOException e) {
            throw failure(e);
        }
        if (more != null) {
            throw errors.at(offset(), MORE_TEXT);
        }
    }

    /** Returns the token that the reader is at. */
    public JsonToken token() {
        return token;
    }

    /** Returns the string that the reader is at: a name or a string value. */
    public String text() {
        try {
            return parser.getText();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Returns the JSON pointer (RFC 6901) of the value that the reader is at. */
    public String pointer() {
        return parser.getParsingContext().pathAsPointer().toString();
    }

    /** Returns the place of the first character of the token that the reader is at. */
    public Position position() {
        return positions.locate(parser.currentTokenLocation().getCharOffset());
    }

    private long offset() {
        return parser.currentTokenLocation().getCharOffset();
    }

    /** Takes note that the value which the reader is at is wrong. */
    public void problem(String detail) {
        problems.add(pointer(), position(), detail);
    }

    /** Returns what was found wrong so far. */
    public Problems problems() {
        return problems;
    }

    /** From here on gathers what is wrong elsewhere, and returns where it did before. */
    public Problems gather(Problems other) {
        Problems before = problems;
        problems = other;
        return before;
    }

    /** From here on mends, where it can, what would be wrong, and tells each mend. */
    public void mend(Consumer<Problem> taker) {
        mends = taker;
    }

    /** Returns whether it mends. */
    public boolean mends() {
        return mends != null;
    }

    /** Takes note that the property whose value the reader is at has stood in its object before. */
    public void twice() {
        String detail = "stands twice in its object";
        if (mends == null) {
            problem(detail);
        } else {
            mended(detail + ": the last value was kept");
        }
    }

    /** Takes note of what was mended at the value that the reader is at. */
    public void mended(String detail) {
        Position at = position();
        mends.accept(new Problem(pointer(), at.line(), at.column(), detail));
    }

    /** Passes over the value that the reader is at. */
    public void skip() {
        for (int depth = token.isStructStart() ? 1 : 0; depth > 0; ) {
            next();
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        }
    }

    /**
     * Writes the value that the reader is at, and takes note of what is wrong with it. The reader is at its last token
     * afterwards.
     *
     * @param shape what the value must be
     * @param level how many levels of its record stand around the value
     * @return whether the value is of that shape; when it is not, nothing is written or a value of no use
     */
    public boolean copy(JsonWriter out, JsonShape shape, int level) {
        if (mends == null) {
            return new ValueCopy(this, out, shape).copy(level);
        }
        StringBuilder text = new StringBuilder();
        ValueCopy copy = new ValueCopy(this, new JsonWriter(text), shape);
        boolean isOfShape = copy.copy(level);
        out.json(copy.repeats() ? JsonMembers.lastOfEach(text.toString()) : text);
        return isOfShape;
    }

    /** Returns the value that the reader is at, null when it is of another shape; otherwise as {@link #copy} does. */
    public Json read(JsonShape shape, int level) {
        StringBuilder text = new StringBuilder();
        return copy(new JsonWriter(text), shape, level) ? Json.wellFormed(text.toString()) : null;
    }

    private RuntimeException failure(IOException e) {
        if (!(e instanceof StreamConstraintsException)) {
            return errors.of(e);
        }
        problem("is larger than a record may be: " + MOST_BYTES + " bytes, " + MOST_LEVELS + " levels");
        return new InvalidException(problems.first(), problems.count());
    }

    /** Closes the text. */
    @Override
    public void close() {
        try {
            parser.close();
        } catch (IOException e) {
            throw new UnavailableException("The input could not be closed.", e);
        }
    }
}
