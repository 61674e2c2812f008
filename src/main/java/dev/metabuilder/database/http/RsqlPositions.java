package dev.metabuilder.database.http;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The positions of the parts of a comparison in a filter, which the parser does not report.
 *
 * @param selector the index of the property
 * @param operator the index of the operator
 * @param values the index of each value
 */
record RsqlPositions(int selector, int operator, List<Integer> values) {

    private static final Pattern TOKEN = Pattern.compile(
            "(?<space>\\s+)|(?<operator>=[A-Za-z]*=|!=|[<>]=?)|(?<open>\\()"
                    + "|(?<close>\\))|(?<comma>,)|;|'(?:\\\\.|[^'\\\\])*'|\"(?:\\\\.|[^\"\\\\])*\"|[^\"'();,=<>!~\\s]+");

    /** Returns the positions of each comparison in a filter that the parser has accepted, in order. */
    static List<RsqlPositions> of(String filter) {
        List<RsqlPositions> places = new ArrayList<>();
        Matcher token = TOKEN.matcher(filter);
        int before = 0;
        boolean more = token.find();
        while (more) {
            if (token.group("operator") != null) {
                places.add(new RsqlPositions(before, token.start(), values(token)));
            } else if (token.group("space") == null) {
                before = token.start();
            }
            more = token.find();
        }
        return places;
    }

    /** Reads to the last value of an operator. */
    private static List<Integer> values(Matcher token) {
        List<Integer> values = new ArrayList<>();
        boolean inList = false;
        while (token.find()) {
            if (token.group("open") != null) {
                inList = true;
            } else if (token.group("close") != null) {
                return values;
            } else if (token.group("space") == null && token.group("comma") == null) {
                values.add(token.start());
                if (!inList) {
                    return values;
                }
            }
        }
        return values;
    }
}
