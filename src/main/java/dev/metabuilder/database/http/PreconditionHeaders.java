package dev.metabuilder.database.http;

import dev.metabuilder.database.errors.InvalidException;
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

    private static String header(HttpHeaders headers, String name) {
        List<String> lines = headers.getRequestHeader(name);
        return lines == null || lines.isEmpty() ? null : String.join(",", lines);
    }

    private static boolean isAny(String value) {
        return value.strip().equals("*");
    }

    private static Set<String> tags(String header, String value, boolean weakToo) {
        Set<String> tags = new HashSet<>();
        Matcher tag = TAG.matcher(value);
        int end = 0;
        while (tag.find() && tag.start() == end) {
            end = tag.end();
            if (tag.group(1) == null || weakToo) {
                tags.add(tag.group(2));
            }
        }
        if (!value.substring(end).matches("[ \t,]*") || end == 0) {
            throw new InvalidException("", "the header " + header + " must be * or a list of entity tags in quotes");
        }
        return tags;
    }
}
