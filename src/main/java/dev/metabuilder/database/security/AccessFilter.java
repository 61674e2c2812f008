package dev.metabuilder.database.security;

import dev.metabuilder.database.record.ChangeOrigin;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * Lets a call through if the {@link AccessRules} allow it. It uses the route that JAX-RS has chosen, not the text of the
 * path.
 */
@Provider
@Priority(Priorities.AUTHORIZATION)
public class AccessFilter implements ContainerRequestFilter {

    /** The request property with the row of the {@link AccessRules} for the request. */
    public static final String OPERATION = AccessFilter.class.getName() + ".operation";

    private static final String SECTION = "{section}";

    @Context
    private ResourceInfo resource;

    @Inject
    private RequestAccess requestAccess;

    @Override
    public void filter(ContainerRequestContext request) {
        String route = row(request);
        request.setProperty(OPERATION, route);
        if (request.getProperty(AuthenticationMechanism.REFUSAL) instanceof RuntimeException refusal) {
            throw refusal;
        }
        Caller caller = request.getSecurityContext().getUserPrincipal() instanceof Caller known ? known : Caller.NOBODY;
        if (route.isEmpty() && request.getMethod().equals(HttpMethod.OPTIONS) && caller != Caller.NOBODY) {
            // JAX-RS itself answers, and reveals only which methods exist.
            return;
        }
        requestAccess.grant(caller, route);
        // It ends with the request, in the filter that has begun it.
        ChangeOrigin.current().of(caller.identity()).begin();
    }

    private String row(ContainerRequestContext request) {
        String route = route(resource.getResourceMethod());
        String section = request.getUriInfo().getPathParameters().getFirst("section");
        String ofSection = section == null ? route : route.replace(SECTION, section);
        return AccessRules.has(ofSection) ? ofSection : route;
    }

    /** Returns the method and the path template of a resource method, as the {@link AccessRules} writes them. */
    public static String route(Method method) {
        String verb = method == null
                ? ""
                : Arrays.stream(method.getAnnotations())
                        .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                        .filter(verbs -> verbs != null)
                        .map(HttpMethod::value)
                        .findFirst()
                        .orElse("");
        if (verb.isEmpty()) {
            // A request that JAX-RS itself answers, such as OPTIONS, is not a route of ours.
            return "";
        }
        Path path = method.getAnnotation(Path.class);
        String template =
                method.getDeclaringClass().getAnnotation(Path.class).value() + (path == null ? "" : "/" + path.value());
        return verb + " " + template.replaceAll("\\{(\\w+):[^}]*}", "{$1}");
    }
}
