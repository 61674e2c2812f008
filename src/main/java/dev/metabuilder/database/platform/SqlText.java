package dev.metabuilder.database.platform;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement as a text block with named placeholders: {@code {table}} stands for the name of the table. The text has as
 * many lines as are easy to read; the driver gets it on one line.
 */
public final class SqlText {

    private static final Pattern PLACE = Pattern.compile("\\{\\w+}");
    private static final Pattern LINE_BREAK = Pattern.compile("\\s*\\n\\s*");
    private static final Pattern AFTER_PARENTHESIS = Pattern.compile("\\(\\s*\\n\\s*");

    private final String text;

    private SqlText(String text) {
        this.text = text;
    }

    /** Returns a statement, or a part of one, with unfilled placeholders. */
    public static SqlText of(String text) {
        String joined = AFTER_PARENTHESIS.matcher(text.strip()).replaceAll("(");
        return new SqlText(LINE_BREAK.matcher(joined).replaceAll(" "));
    }

    /**
     * Fills a placeholder with SQL.
     *
     * @throws IllegalArgumentException if there is no such placeholder
     */
    public SqlText with(String place, String sql) {
        String filled = text.replace("{" + place + "}", sql);
        if (filled.equals(text)) {
            throw new IllegalArgumentException("There is no placeholder {" + place + "} in: " + text);
        }
        return new SqlText(filled);
    }

    /**
     * Fills those of the placeholders {table}, {key}, {incoming} and {number} that the text has with the values of a table.
     */
    SqlText with(StagedTable table) {
        String filled = text.replace("{table}", table.name())
                .replace("{key}", table.key())
                .replace("{number}", Integer.toString(table.number()));
        return new SqlText(table.incoming() == null ? filled : filled.replace("{incoming}", table.incoming()));
    }

    /**
     * Returns the statement.
     *
     * @throws IllegalStateException if a placeholder is unfilled
     */
    public String sql() {
        Matcher place = PLACE.matcher(text);
        if (place.find()) {
            throw new IllegalStateException("Nothing fills the placeholder " + place.group() + " of: " + text);
        }
        return text;
    }
}
