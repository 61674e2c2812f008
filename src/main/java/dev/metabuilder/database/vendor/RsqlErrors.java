package dev.metabuilder.database.vendor;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The position where a text stops being RSQL. Only the text of the parser's message has it. */
public final class RsqlErrors {

    private static final Pattern COLUMN = Pattern.compile("column (\\d+)");

    private RsqlErrors() {}

    /**
     * Returns the index of the first wrong character, or the length of the text if it ends too early.
     *
     * @param thrown the parser's exception for the text
     */
    public static int offset(Throwable thrown, String text) {
        String message = String.valueOf(thrown.getMessage());
        Matcher column = COLUMN.matcher(message);
        // For a text that ends too early, the parser reports the last character.
        return message.startsWith("Encountered \"<EOF>\"") || !column.find()
                ? text.length()
                : Math.min(Integer.parseInt(column.group(1)) - 1, text.length());
    }
}
