package dev.metabuilder.database.openapi;

import dev.metabuilder.database.http.problem.ProblemType;
import java.lang.reflect.Method;
import java.util.EnumSet;
import java.util.Set;
import org.eclipse.microprofile.openapi.models.Operation;

/** The problems that an operation can answer with. */
final class RouteFailures {

    private RouteFailures() {}

    /**
     * Returns the problems.
     *
     * @param method the method of the resource, or null for a route of the platform
     * @param retries whether a call can be repeated with its Idempotency-Key
     * @param open whether each role may call it
     */
    static Set<ProblemType> of(
            Operation operation, Method method, RouteDescription description, boolean retries, boolean open) {
        Set<ProblemType> all = EnumSet.copyOf(
                description.failures.isEmpty() ? EnumSet.noneOf(ProblemType.class) : description.failures);
        if (method == null) {
            if (!open) {
                all.addAll(Set.of(ProblemType.UNAUTHENTICATED, ProblemType.FORBIDDEN, ProblemType.TOO_MANY_REQUESTS));
            }
            return all;
        }
        all.addAll(Set.of(
                ProblemType.UNAUTHENTICATED,
                ProblemType.NOT_ACCEPTABLE,
                ProblemType.TOO_MANY_REQUESTS,
                ProblemType.FAULT,
                ProblemType.UNAVAILABLE));
        if (!open) {
            all.add(ProblemType.FORBIDDEN);
        }
        if (Routes.hasBody(method)) {
            all.addAll(Set.of(
                    ProblemType.MALFORMED,
                    ProblemType.TOO_LARGE,
                    ProblemType.UNSUPPORTED_MEDIA_TYPE,
                    ProblemType.INVALID));
        }
        if (retries) {
            all.addAll(Set.of(ProblemType.CONFLICT, ProblemType.INVALID));
        }
        if (operation.getParameters().size() > 2) {
            // It has more parameters than the request id and Accept-Encoding, so one of them may be invalid.
            all.add(ProblemType.INVALID);
        }
        return all;
    }
}
