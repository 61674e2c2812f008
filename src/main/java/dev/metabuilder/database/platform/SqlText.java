package dev.metabuilder.database.platform;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement as a text block with named places: in the place of {@code {table}} comes the name of the table. It is written in as
 * many lines as it is easy to read in, and sent on one.
 */
public final class SqlText {

    private static final Pattern PLACE = Pattern.compile("\\{\\w+}");
    private static final Pattern LINE_BREAK = Pattern.compile("\\s*\\n\\s*");
    private static final Pattern AFTER_PARENTHESIS = Pattern.compile("\\(\\s*\\n\\s*");

    private final String text;

    private SqlText(String text) {
        this.text = text;
    }

    /** A statement, or a part of one, whose places are to be filled. */
    public static SqlText of(String text) {
        String joined = AFTER_PARENTHESIS.matcher(text.strip()).replaceAll("(");
        return new SqlText(LINE_BREAK.matcher(joined).replaceAll(" "));
    }

    /**
     * Returns the text with some SQL in a place.
     *
     * @throws IllegalArgumentException when there is no such place
     */
    public SqlText with(String place, String sql) {
        String filled = text.replace("{" + place + "}", sql);
        if (filled.equals(text)) {
            throw new IllegalArgumentException("There is no place {" + place + "} in: " + text);
        }
        return new SqlText(filled);
    }

    /** Returns the text with what a table is in those of its places that there are: {table}, {key}, {incoming} and {number}. */
    SqlText with(StagedTable table) {
        String filled = text.replace("{table}", table.name())
                .replace("{key}", table.key())
                .replace("{number}", Integer.toString(table.number()));
        return new SqlText(table.incoming() == null ? filled : filled.replace("{incoming}", table.incoming()));
    }

    /**
     * Returns the statement.
     *
     * @throws IllegalStateException when a place is empty
     */
    public String sql() {
        Matcher place = PLACE.matcher(text);
        if (place.find()) {
            throw new IllegalStateException("Nothing is in the place " + place.group() + " of: " + text);
        }
        return text;
    }
}
