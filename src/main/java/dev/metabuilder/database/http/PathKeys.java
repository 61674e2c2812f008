package dev.metabuilder.database.http;

import dev.metabuilder.database.errors.InvalidException;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Keys in paths. A key that can't be in a path is sent as {@code /-?key=…}. */
final class PathKeys {

    private static final String ELSEWHERE = "-";

    private PathKeys() {}

    /** Returns the key of a request. */
    static String asked(String inPath, UriInfo uri) {
        return of(inPath, uri.getQueryParameters().getFirst("key"));
    }

    static String of(String inPath, String parameter) {
        if (!inPath.equals(ELSEWHERE)) {
            return inPath;
        }
        if (parameter == null) {
            throw new InvalidException("", "the query parameter key is missing: /- is followed by ?key=");
        }
        return parameter;
    }

    /** Returns the URL of the only record of a section, relative to the root of the server. */
    static URI location(String section) {
        return URI.create("/api/" + section);
    }

    /** Returns the URL of a record, relative to the root of the server. */
    static URI location(String section, String key) {
        String encoded = URLEncoder.encode(key, StandardCharsets.UTF_8).replace("+", "%20");
        boolean inPath = !key.equals(ELSEWHERE)
                && !key.equals(".")
                && !key.equals("..")
                && !key.contains("/")
                && !key.contains("\\");
        return URI.create("/api/" + section + "/" + (inPath ? encoded : ELSEWHERE + "?key=" + encoded));
    }
}
