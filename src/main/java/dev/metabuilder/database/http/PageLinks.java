package dev.metabuilder.database.http;

import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** The headers Link of a page: where the next page is, and the one before (RFC 8288). */
final class PageLinks {

    private PageLinks() {}

    /**
     * Returns the headers.
     *
     * @param after where the next page begins, or null if there is none
     * @param before where the page before ends, or null if there is none
     */
    static List<String> of(UriInfo uri, String after, String before) {
        List<String> links = new ArrayList<>();
        if (after != null) {
            links.add(link(uri, "next", "after", after));
        }
        if (before != null) {
            links.add(link(uri, "prev", "before", before));
        }
        return links;
    }

    private static String link(UriInfo uri, String relation, String parameter, String position) {
        UriBuilder page = uri.getRequestUriBuilder().replaceQueryParam("after").replaceQueryParam("before");
        URI target = page.queryParam(parameter, "{position}").build(position);
        return "<" + target.getRawPath() + "?" + target.getRawQuery() + ">; rel=\"" + relation + "\"";
    }
}
