package dev.metabuilder.database.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
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
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads JSON token by token, in memory that does not grow with the text, and knows the pointer, line and column of each
 * value. What it finds wrong goes to its {@link #problems()}, except that a text which is no JSON ends the reading.
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

    private static final int FEW_NAMES = 16;

    private static final int MOST_HELD = 64 * 1024;

    private static final String MORE_TEXT = "the JSON value has ended, but more text follows";

    private final PositionReader positions;
    private final JsonParser parser;
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
    }

    /** A reader of UTF-8 bytes; a byte order mark at the beginning is passed over. */
    public static JsonReader utf8(InputStream bytes) {
        return new JsonReader(new Utf8Reader(bytes));
    }

    static Json parse(String text) {
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            reader.next();
            StringBuilder out = new StringBuilder();
            reader.copy(out, JsonShape.ANY, 0);
            reader.end();
            if (JsonText.utf8Length(out.toString()) > MOST_BYTES) {
                reader.problems.add("", Position.NONE, "is larger than " + MOST_BYTES + " bytes");
            }
            reader.problems.rejectInvalid();
            return Json.wellFormed(out.toString());
        }
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
            throw malformed("the text ends here; a JSON value was expected", Long.MAX_VALUE);
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
            throw malformed(MORE_TEXT, offset(e));
        } catch (IOException e) {
            throw failure(e);
        }
        if (more != null) {
            throw malformed(MORE_TEXT, offset());
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
     * Appends the value that the reader is at, in compact form, and takes note of what is wrong with it. The reader is
     * at its last token afterwards.
     *
     * @param shape what the value must be
     * @param level how many levels of its record stand around the value
     * @return whether the value is of that shape
     */
    public boolean copy(StringBuilder out, JsonShape shape, int level) {
        if (!shape.admits(token)) {
            problem("must be " + shape + ", not " + kind(token));
            skip();
            return false;
        }
        boolean right = true;
        boolean again = false;
        int begin = out.length();
        List<Collection<String>> names = new ArrayList<>();
        int room = out.length() + MOST_BYTES + 1;
        boolean first = true;
        int depth = 0;
        while (true) {
            if (token == JsonToken.FIELD_NAME) {
                String name = text();
                boolean twice = !isNew(names, depth - 1, name);
                if (!first) {
                    out.append(',');
                }
                JsonText.quote(out, name);
                out.append(':');
                next();
                if (twice) {
                    twice();
                    again = true;
                }
            } else if (depth > 0 && !first && !token.isStructEnd()) {
                out.append(',');
            }
            if (depth == 1 && !token.isStructEnd() && !shape.admitsInside(token)) {
                problem("must be " + shape.inside() + ", not " + kind(token));
                right = false;
            }
            first = false;
            if (token.isStructEnd()) {
                names.remove(--depth);
                out.append(token.asString());
            } else if (token.isStructStart() && level + depth >= MOST_LEVELS) {
                problem("nests deeper than " + MOST_LEVELS + " levels");
                skip();
                out.append("null");
            } else if (token.isStructStart()) {
                names.add(token == JsonToken.START_OBJECT ? new ArrayList<>(8) : List.of());
                depth++;
                out.append(token.asString());
                first = true;
            } else {
                scalar(out);
            }
            if (depth == 0) {
                if (again && mends()) {
                    String text = out.substring(begin);
                    out.setLength(begin);
                    out.append(JsonMembers.lastOfEach(text));
                }
                return right;
            }
            if (out.length() > room) {
                // The record is too large, and is said to be by the one who reads it; here it must not fill the memory.
                out.setLength(room);
                while (depth > 0) {
                    next();
                    depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                }
                return right;
            }
            next();
        }
    }

    private void scalar(StringBuilder out) {
        if (token == JsonToken.VALUE_STRING) {
            JsonText.quote(out, text());
        } else {
            String text = text();
            if (token.isNumeric() && text.length() > MOST_DIGITS && digits(text) > MOST_DIGITS) {
                problem("has more than " + MOST_DIGITS + " digits");
            }
            out.append(text);
        }
    }

    private static long digits(String number) {
        return number.chars().filter(Character::isDigit).count();
    }

    /** Tells whether a name is new among those of its object, which are a list while they are few. */
    private static boolean isNew(List<Collection<String>> names, int depth, String name) {
        Collection<String> known = names.get(depth);
        if (known.size() == FEW_NAMES) {
            known = new HashSet<>(known);
            names.set(depth, known);
        }
        return known instanceof HashSet ? known.add(name) : !known.contains(name) && known.add(name);
    }

    /** Returns what a value that begins with the token is called. */
    public static String kind(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            case VALUE_NULL -> "null";
            default -> "nothing";
        };
    }

    private InvalidException tooLarge() {
        problem("is larger than a record may be: " + MOST_BYTES + " bytes, " + MOST_LEVELS + " levels");
        return new InvalidException(problems.first(), problems.count());
    }

    private RuntimeException failure(IOException e) {
        if (e instanceof StreamConstraintsException) {
            return tooLarge();
        }
        if (e instanceof JsonProcessingException syntax) {
            return unexpected(syntax);
        }
        return e instanceof CharacterCodingException
                ? malformed("the text is not UTF-8 from here on", Long.MAX_VALUE)
                : new UnavailableException("The input broke off.", e);
    }

    private MalformedJsonException unexpected(JsonProcessingException e) {
        boolean ends = e instanceof JsonEOFException;
        MalformedJsonException at =
                malformed("the text ends here, too early to be JSON", ends ? Long.MAX_VALUE : offset(e));
        int c = positions.codePoint();
        if (c == -1) {
            return at;
        }
        String what = "unexpected " + (c < ' ' ? "control character" : "\"" + Character.toString(c) + "\"");
        Problem place = at.problems().get(0);
        return new MalformedJsonException(
                new Problem(place.pointer(), place.line(), place.column(), "no JSON: " + what));
    }

    /** Returns where the text ceases to be JSON: the parser says for some errors what comes after, not what is wrong. */
    private long offset(JsonProcessingException e) {
        long offset = e.getLocation().getCharOffset();
        String said = e.getOriginalMessage();
        if (said.startsWith("Unrecognized token") || said.startsWith("Non-standard token")) {
            return positions.beforeWord(offset);
        }
        boolean after = said.startsWith("Illegal character") || said.startsWith("Unexpected character ('+'");
        return after ? offset - 1 : offset;
    }

    private MalformedJsonException malformed(String detail, long offset) {
        Position at = positions.locate(offset);
        return new MalformedJsonException(new Problem(pointer(), at.line(), at.column(), detail));
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
