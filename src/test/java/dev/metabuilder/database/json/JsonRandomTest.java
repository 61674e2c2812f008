package dev.metabuilder.database.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.metabuilder.database.errors.MalformedJsonException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Random documents, the same ones each time: the output equals the input, whatever its layout. */
class JsonRandomTest {

    private static final long SEED = 20_261_123;
    private static final int DOCUMENTS = 500;
    private static final String[] SPACES = {"", "", " ", "\n", "\r\n", "\t  "};

    private final Random random = new Random(SEED);

    @Test
    void aCopyIsTheCompactTextOfWhatWasRead() {
        for (int i = 0; i < DOCUMENTS; i++) {
            Texts texts = new Texts();
            value(texts, 0);
            int number = i;
            assertEquals(
                    texts.compact.toString(),
                    Json.parse(texts.loose.toString()).toString(),
                    () -> "document " + number + ": " + texts.loose);
        }
    }

    @Test
    void anIndentedTextIsReadBackAsTheSame() {
        for (int i = 0; i < DOCUMENTS; i++) {
            Texts texts = new Texts();
            value(texts, 0);
            StringBuilder indented = new StringBuilder();
            JsonText.indent(indented, texts.compact.toString(), random.nextInt(3));
            assertEquals(
                    texts.compact.toString(), Json.parse(indented.toString()).toString(), () -> "document");
        }
    }

    @Test
    void aTextThatIsCutOffOrHasAnythingBehindItIsAlwaysRefused() {
        for (int i = 0; i < DOCUMENTS; i++) {
            Texts texts = new Texts();
            texts.add("[");
            value(texts, 1);
            texts.add("]");
            String whole = texts.loose.toString();
            String cut = whole.substring(0, random.nextInt(whole.length()));
            assertThrows(MalformedJsonException.class, () -> Json.parse(cut), cut);
            String more = whole + "]},:x0\"".charAt(random.nextInt(7));
            assertThrows(MalformedJsonException.class, () -> Json.parse(more), more);
        }
    }

    private void value(Texts texts, int depth) {
        texts.loose.append(space());
        switch (random.nextInt(depth > 5 ? 4 : 7)) {
            case 0 -> texts.add(new String[] {"true", "false", "null"}[random.nextInt(3)]);
            case 1, 2 -> texts.add(number());
            case 3 -> string(texts, text());
            case 4, 5 -> object(texts, depth);
            default -> array(texts, depth);
        }
        texts.loose.append(space());
    }

    private void object(Texts texts, int depth) {
        texts.add("{");
        Set<String> names = new LinkedHashSet<>();
        for (int i = random.nextInt(random.nextInt(10) == 0 ? 40 : 5); i > 0; i--) {
            names.add(text());
        }
        String comma = "";
        for (String name : names) {
            texts.add(comma);
            texts.loose.append(space());
            string(texts, name);
            texts.loose.append(space());
            texts.add(":");
            value(texts, depth + 1);
            comma = ",";
        }
        if (names.isEmpty()) {
            texts.loose.append(space());
        }
        texts.add("}");
    }

    private void array(Texts texts, int depth) {
        texts.add("[");
        for (int i = random.nextInt(6); i > 0; i--) {
            value(texts, depth + 1);
            texts.add(i > 1 ? "," : "");
        }
        texts.add("]");
    }

    private String number() {
        StringBuilder number = new StringBuilder(random.nextBoolean() ? "-" : "");
        number.append(random.nextInt(4) == 0 ? "0" : 1 + random.nextInt(9) + digits(random.nextInt(40)));
        if (random.nextBoolean()) {
            number.append('.').append(digits(1 + random.nextInt(30)));
        }
        if (random.nextInt(3) == 0) {
            number.append(random.nextBoolean() ? 'e' : 'E').append(new String[] {"", "+", "-"}[random.nextInt(3)]);
            number.append(digits(1 + random.nextInt(4)));
        }
        return number.toString();
    }

    private String digits(int count) {
        return random.ints(count, '0', '9' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Any UTF-16: pairs, halves of pairs, control characters. */
    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(random.nextInt(50) == 0 ? 9_000 : 12); i > 0; i--) {
            switch (random.nextInt(8)) {
                case 0 -> text.append((char) random.nextInt(' '));
                case 1 -> text.append("\"\\/'{}[]:,".charAt(random.nextInt(10)));
                case 2 -> text.append((char) (0xD800 + random.nextInt(0x800)));
                case 3 -> text.appendCodePoint(0x10000 + random.nextInt(0x100000));
                case 4 -> text.append((char) random.nextInt(0xD800));
                default -> text.append((char) (' ' + random.nextInt(95)));
            }
        }
        return text.toString();
    }

    /** Compact as JsonText has it (which has its own test); loose with any character as an escape. */
    private void string(Texts texts, String text) {
        JsonText.quote(texts.compact, text);
        texts.loose.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean must = c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c);
            if (must || random.nextInt(10) == 0) {
                HexFormat hex =
                        random.nextBoolean() ? HexFormat.of() : HexFormat.of().withUpperCase();
                texts.loose.append("\\u").append(hex.toHexDigits(c));
            } else {
                texts.loose.append(c);
            }
        }
        texts.loose.append('"');
    }

    private String space() {
        return SPACES[random.nextInt(SPACES.length)];
    }

    /** One document in two layouts. */
    private static final class Texts {

        private final StringBuilder compact = new StringBuilder();
        private final StringBuilder loose = new StringBuilder();

        void add(String text) {
            compact.append(text);
            loose.append(text);
        }
    }
}
