package dev.metabuilder.database.http;

import dev.metabuilder.database.errors.InvalidException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Set;
import java.util.TreeSet;

/** Rejects a query parameter that the route does not have: {@code ?dryrun=true} must not start a real import. */
@Provider
@Priority(Priorities.USER)
public class QueryParameterFilter implements ContainerRequestFilter {

    @Context
    private ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request) {
        Set<String> given = request.getUriInfo().getQueryParameters().keySet();
        Method method = resource.getResourceMethod();
        // Without a resource, JAX-RS itself answers.
        if (given.isEmpty() || method == null) {
            return;
        }
        Set<String> known = known(method, request);
        for (String name : given) {
            if (!known.contains(name)) {
                throw new InvalidException(
                        "",
                        "the query parameter " + name + " is unknown here: "
                                + (known.isEmpty() ? "there is none" : "there is " + String.join(", ", known)));
            }
        }
    }

    private static Set<String> known(Method method, ContainerRequestContext request) {
        Set<String> known = new TreeSet<>();
        for (Parameter parameter : method.getParameters()) {
            QueryParam query = parameter.getAnnotation(QueryParam.class);
            if (query != null) {
                known.add(query.value());
            }
        }
        if (method.getDeclaringClass() == CollectionResource.class
                && request.getMethod().equals("GET")) {
            known.addAll(ListParameters.NAMES);
        }
        Set<String> inPath = request.getUriInfo().getPathParameters().keySet();
        if (inPath.contains("key") || inPath.contains("username")) {
            known.add("key");
        }
        return known;
    }
}
