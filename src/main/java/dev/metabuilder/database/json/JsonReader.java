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
 * Reads JSON token by token, in memory that does not grow with the text, and knows the pointer, line and column of each
 * value. It adds errors to its {@link #problems()}; a text that is not JSON ends the reading.
 */
public final class JsonReader implements AutoCloseable {

    /** The maximum size of a record's JSON, in bytes of UTF-8. */
    public static final int MOST_BYTES = 16 * 1024 * 1024;

    /** The maximum nesting of a record, in levels. */
    public static final int MOST_LEVELS = 1_000;

    /** The maximum number of digits of a number. */
    public static final int MOST_DIGITS = 1_000;

    // The parser's own limits only bound the memory. We report a violation of ours with its pointer, and read on.
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

    /** Reads a text. */
    public JsonReader(Reader text) {
        positions = new PositionReader(text);
        try {
            parser = FACTORY.createParser(positions);
        } catch (IOException e) {
            throw new UnavailableException("The input could not be read.", e);
        }
        errors = new SyntaxErrors(parser, positions);
    }

    /** A reader of UTF-8 bytes; it skips a byte order mark at the beginning. */
    public static JsonReader utf8(InputStream bytes) {
        return new JsonReader(new Utf8Reader(bytes));
    }

    /**
     * Moves to the next token.
     *
     * @return the token
     * @throws MalformedJsonException if the text is not JSON here, or ends
     */
    public JsonToken next() {
        try {
            token = parser.nextToken();
        } catch (IOException e) {
            throw failure(e);
        }
        if (positions.held() > MOST_HELD) {
            // Nobody asks for the positions before this token.
            positions.locate(offset());
        }
        if (token == null) {
            throw errors.at(SyntaxErrors.AT_THE_END, "the text ends here; a JSON value was expected");
        }
        return token;
    }

    /**
     * Checks that nothing follows the value.
     *
     * @throws MalformedJsonException if something follows
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

    /** Returns the current token. */
    public JsonToken token() {
        return token;
    }

    /** Returns the text of the current token, which is a name or a string. */
    public String text() {
        try {
            return parser.getText();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Returns the JSON pointer (RFC 6901) of the current value. */
    public String pointer() {
        return parser.getParsingContext().pathAsPointer().toString();
    }

    /** Returns the position of the first character of the current token. */
    public Position position() {
        return positions.locate(parser.currentTokenLocation().getCharOffset());
    }

    private long offset() {
        return parser.currentTokenLocation().getCharOffset();
    }

    /** Adds a problem of the current value. */
    public void problem(String detail) {
        problems.add(pointer(), position(), detail);
    }

    /** Returns the problems so far. */
    public Problems problems() {
        return problems;
    }

    /** Adds further problems to another collection, and returns the one that it used before. */
    public Problems gather(Problems other) {
        Problems before = problems;
        problems = other;
        return before;
    }

    /** From now on repairs errors where possible, and reports each repair. */
    public void mend(Consumer<Problem> taker) {
        mends = taker;
    }

    /** Returns whether it repairs errors. */
    public boolean mends() {
        return mends != null;
    }

    /** Reports that the current property occurs a second time in its object. */
    public void twice() {
        String detail = "occurs twice in its object";
        if (mends == null) {
            problem(detail);
        } else {
            mended(detail + ": the last value was kept");
        }
    }

    /** Reports a repair of the current value. */
    public void mended(String detail) {
        Position at = position();
        mends.accept(new Problem(pointer(), at.line(), at.column(), detail));
    }

    /** Skips the current value. */
    public void skip() {
        for (int depth = token.isStructStart() ? 1 : 0; depth > 0; ) {
            next();
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        }
    }

    /**
     * Copies the current value to a writer, and adds its problems. Afterwards the current token is the last one of the
     * value.
     *
     * @param shape the required shape
     * @param level how many levels of the record enclose the value
     * @return whether the value has that shape; if not, the writer has got nothing or a value to be thrown away
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

    /** Returns the current value, or null if it has another shape; see {@link #copy}. */
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
