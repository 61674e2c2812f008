package dev.metabuilder.database.vendor;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a text ceases to be RSQL. The parser tells it in the words of its message alone. */
public final class RsqlErrors {

    private static final Pattern COLUMN = Pattern.compile("column (\\d+)");

    private RsqlErrors() {}

    /**
     * Returns the index of the first character that is wrong, the length of the text when it ends too early.
     *
     * @param thrown what the parser threw for a text
     */
    public static int offset(Throwable thrown, String text) {
        String message = String.valueOf(thrown.getMessage());
        Matcher column = COLUMN.matcher(message);
        // Of a text that ends too early the parser tells the last character.
        return message.startsWith("Encountered \"<EOF>\"") || !column.find()
                ? text.length()
                : Math.min(Integer.parseInt(column.group(1)) - 1, text.length());
    }
}
