package dev.metabuilder.database.json;

/**
 * Texts for JSON (RFC 8259). A string is written as {@code JSON.stringify} does: unchanged, except that quotes, backslashes,
 * control characters and lone surrogates are escaped. {@link JsonWriter} combines the texts.
 */
public final class JsonText {

    private static final String SPACES = " ".repeat(32);

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private JsonText() {}

    /** Appends a string in quotes. */
    static void quote(StringBuilder out, String text) {
        out.append('"');
        int plain = 0;
        int end = text.length();
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c != '"' && c != '\\' && !Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isHighSurrogate(c) && i + 1 < end && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
                continue;
            }
            out.append(text, plain, i);
            plain = i + 1;
            escape(out, c);
        }
        out.append(text, plain, end).append('"');
    }

    private static void escape(StringBuilder out, char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default ->
                out.append("\\u")
                        .append(HEX[c >> 12])
                        .append(HEX[c >> 8 & 15])
                        .append(HEX[c >> 4 & 15])
                        .append(HEX[c & 15]);
        }
    }

    /**
     * Appends compact JSON, indented by two spaces a level.
     *
     * @param text well-formed JSON without white space, a value or the members of an object
     * @param depth the level of the value, or {@link JsonWriter#COMPACT}
     */
    static void indent(StringBuilder out, String text, int depth) {
        if (depth < 0) {
            out.append(text);
            return;
        }
        int level = depth;
        // It appends the characters between two line breaks at once.
        int begin = 0;
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '"' -> i = endOfString(text, i);
                case '{', '[' -> {
                    char next = text.charAt(i + 1);
                    if (next == '}' || next == ']') {
                        i++;
                    } else {
                        out.append(text, begin, i + 1);
                        begin = i + 1;
                        newLine(out, ++level);
                    }
                }
                case '}', ']' -> {
                    out.append(text, begin, i);
                    begin = i;
                    newLine(out, --level);
                }
                case ',' -> {
                    out.append(text, begin, i + 1);
                    begin = i + 1;
                    newLine(out, level);
                }
                case ':' -> {
                    out.append(text, begin, i + 1).append(' ');
                    begin = i + 1;
                }
                default -> {}
            }
        }
        out.append(text, begin, text.length());
    }

    /** Starts a line at the given level, unless it is {@link JsonWriter#COMPACT} or beneath it. */
    static void newLine(StringBuilder out, int level) {
        if (level < 0) {
            return;
        }
        out.append('\n');
        for (int left = level; left > 0; left -= SPACES.length() / 2) {
            out.append(SPACES, 0, Math.min(2 * left, SPACES.length()));
        }
    }

    /** Returns the index of the quote that ends a string. */
    static int endOfString(String json, int start) {
        int end = json.indexOf('"', start + 1);
        while (isEscaped(json, end)) {
            end = json.indexOf('"', end + 1);
        }
        return end;
    }

    private static boolean isEscaped(String json, int quote) {
        int backslashes = 0;
        while (json.charAt(quote - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    /**
     * Appends the token of a JSON pointer (RFC 6901, section 3) for a name, with its slash.
     */
    public static String pointer(String base, Object name) {
        return base + "/" + String.valueOf(name).replace("~", "~0").replace("/", "~1");
    }

    /** Returns the length of a text in UTF-8, in bytes. */
    public static long utf8Length(String text) {
        long bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                // A surrogate pair has four bytes, two for each half.
                bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return bytes;
    }

    /** Returns the length in UTF-8, in bytes, of a string without lone surrogates as {@link #quote} writes it. */
    public static long quotedLength(String text) {
        long bytes = 2 + utf8Length(text);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ') {
                bytes += "\b\t\n\f\r".indexOf(c) >= 0 ? 1 : 5;
            } else if (c == '"' || c == '\\') {
                bytes++;
            }
        }
        return bytes;
    }
}
