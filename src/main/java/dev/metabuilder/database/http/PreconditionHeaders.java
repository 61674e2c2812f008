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
     * Returns the precondition of a request.
     *
     * @throws InvalidException if a header is not a list of entity tags
     */
    static Precondition of(HttpHeaders headers) {
        String match = header(headers, HttpHeaders.IF_MATCH);
        String noneMatch = header(headers, HttpHeaders.IF_NONE_MATCH);
        if (match == null && noneMatch == null) {
            return Precondition.NONE;
        }
        // If-Match uses the strong comparison, in which a weak tag never matches.
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
     * Returns whether the caller's list is still current.
     *
     * @param tag the weak tag of the list, or null if it has none
     * @throws PreconditionException if If-Match names tags: a weak tag never matches there
     * @throws InvalidException if a header is not a list of entity tags
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
     * Requires that the replacement of a whole list has no condition. {@code If-Match: *} is allowed, because a list always
     * exists.
     *
     * @throws PreconditionException if it has one
     */
    static void requireNoneOfList(HttpHeaders headers) {
        if (hasList(headers, null) || header(headers, HttpHeaders.IF_NONE_MATCH) != null) {
            throw weak();
        }
    }

    private static PreconditionException weak() {
        return new PreconditionException("The weak tag of a list can't be the condition of a write;"
                + " use the tag of a record for a write to that record.");
    }

    private static String header(HttpHeaders headers, String name) {
        List<String> lines = headers.getRequestHeader(name);
        return lines == null || lines.isEmpty() ? null : String.join(",", lines);
    }

    private static boolean isAny(String value) {
        return value.strip().equals("*");
    }

    /** Returns the tag without the suffix of the compressed form, which stands for the same record. */
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
