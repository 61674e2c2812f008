package dev.metabuilder.database.http;

import dev.metabuilder.database.errors.InvalidException;
import dev.metabuilder.database.errors.PreconditionException;
import dev.metabuilder.database.http.filter.GzipInterceptor;
import dev.metabuilder.database.model.Precondition;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The headers If-Match and If-None-Match of a request (RFC 9110, section 13.1). */
final class PreconditionHeaders {

    private static final Pattern TAG = Pattern.compile("[ \t,]*(W/)?\"([\\x21\\x23-\\x7e\\x80-\\xff]*)\"[ \t]*(?=,|$)");

    private PreconditionHeaders() {}

    /**
     * Returns what a request requires of the record.
     *
     * @throws InvalidException when a header is no list of entity tags
     */
    static Precondition of(HttpHeaders headers) {
        String match = header(headers, HttpHeaders.IF_MATCH);
        String noneMatch = header(headers, HttpHeaders.IF_NONE_MATCH);
        if (match == null && noneMatch == null) {
            return Precondition.NONE;
        }
        // A weak tag never matches strongly, and strongly is how If-Match compares.
        Precondition precondition = match == null
                ? Precondition.NONE
                : isAny(match) ? Precondition.exists() : Precondition.matches(tags(HttpHeaders.IF_MATCH, match, false));
        if (noneMatch == null) {
            return precondition;
        }
        return isAny(noneMatch)
                ? precondition.andAbsent()
                : precondition.andNotMatches(tags(HttpHeaders.IF_NONE_MATCH, noneMatch, true));
    }

    /**
     * Returns whether the caller has a list already.
     *
     * @param tag its tag, which is weak; null when it has none
     * @throws PreconditionException when If-Match names tags: weak ones match nothing there
     * @throws InvalidException when a header is no list of entity tags
     */
    static boolean hasList(HttpHeaders headers, String tag) {
        String match = header(headers, HttpHeaders.IF_MATCH);
        if (match != null && !isAny(match)) {
            tags(HttpHeaders.IF_MATCH, match, false);
            throw weak();
        }
        String noneMatch = header(headers, HttpHeaders.IF_NONE_MATCH);
        return noneMatch != null
                && (isAny(noneMatch)
                        || tags(HttpHeaders.IF_NONE_MATCH, noneMatch, true).contains(tag));
    }

    /**
     * Requires that a whole list is replaced without a condition, other than that it is there, which it always is.
     *
     * @throws PreconditionException when there is one
     */
    static void requireNoneOfList(HttpHeaders headers) {
        if (hasList(headers, null) || header(headers, HttpHeaders.IF_NONE_MATCH) != null) {
            throw weak();
        }
    }

    private static PreconditionException weak() {
        return new PreconditionException("The tag of a list is weak, and no condition for a write;"
                + " the tags of records are, each for its record.");
    }

    private static String header(HttpHeaders headers, String name) {
        List<String> lines = headers.getRequestHeader(name);
        return lines == null || lines.isEmpty() ? null : String.join(",", lines);
    }

    private static boolean isAny(String value) {
        return value.strip().equals("*");
    }

    /** The tag of the compressed form stands for the same record. */
    private static String withoutCoding(String tag) {
        return tag.endsWith(GzipInterceptor.TAG_SUFFIX)
                ? tag.substring(0, tag.length() - GzipInterceptor.TAG_SUFFIX.length())
                : tag;
    }

    private static Set<String> tags(String header, String value, boolean weakToo) {
        Set<String> tags = new HashSet<>();
        Matcher tag = TAG.matcher(value);
        int end = 0;
        while (tag.find() && tag.start() == end) {
            end = tag.end();
            if (tag.group(1) == null || weakToo) {
                tags.add(withoutCoding(tag.group(2)));
            }
        }
        if (!value.substring(end).matches("[ \t,]*") || end == 0) {
            throw new InvalidException("", "the header " + header + " must be * or a list of entity tags in quotes");
        }
        return tags;
    }
}
