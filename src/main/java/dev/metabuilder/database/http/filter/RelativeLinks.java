package dev.metabuilder.database.http.filter;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the URLs in answers relative to the URL of the request (RFC 3986, 4.2), so that they are right behind a proxy with
 * any scheme, host and prefix.
 */
@Provider
public class RelativeLinks implements ContainerResponseFilter {

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        String base = request.getUriInfo().getRequestUri().getRawPath();
        for (String name : List.of(HttpHeaders.LOCATION, HttpHeaders.LINK)) {
            response.getHeaders()
                    .computeIfPresent(
                            name,
                            (header, values) -> new ArrayList<>(values.stream()
                                    .map(value -> relative(base, value.toString()))
                                    .toList()));
        }
    }

    /**
     * Returns a URL, or a header Link that begins with one, relative to a path. A value that begins with no path is
     * unchanged.
     */
    static String relative(String base, String value) {
        String before = value.startsWith("<") ? "<" : "";
        String target = value.substring(before.length());
        if (!target.startsWith("/") || !base.startsWith("/")) {
            return value;
        }
        int common = 0;
        for (int slash = 0;
                slash >= 0 && base.startsWith(target.substring(0, slash + 1));
                slash = target.indexOf('/', slash + 1)) {
            common = slash + 1;
        }
        long up = base.substring(common).chars().filter(c -> c == '/').count();
        return before + "../".repeat((int) up) + target.substring(common);
    }
}
