package dev.metabuilder.database.openapi;

import dev.metabuilder.database.json.NamedEnum;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.security.AccessRules;
import dev.metabuilder.database.users.Role;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.QueryParam;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.security.SecurityRequirement;

/** Makes the OpenAPI operation of a route from its Java method, its row in the access rules, and its description. */
final class Routes {

    static final String SERVICE = "serviceToken";
    static final String USER = "user";
    static final String SESSION = "session";

    private static final Pattern NAME = Pattern.compile("\\{(\\w+)}");

    private final RouteDescriptions descriptions;
    private final Parameters parameters;

    Routes(RouteDescriptions descriptions, Parameters parameters) {
        this.descriptions = descriptions;
        this.parameters = parameters;
    }

    /** Returns the path of a route for a section. */
    static String path(String route, Section<?> section) {
        String template = route.substring(route.indexOf(' ') + 1);
        if (template.startsWith("/")) {
            return template;
        }
        String ofSection = section == null ? template : template.replace("{section}", section.name());
        boolean bulk = section != null && route.equals("POST {section}/{key}");
        return "/api/" + (bulk ? ofSection.replace("{key}", "bulk") : ofSection);
    }

    /** Returns whether a section has a route. */
    boolean has(String route, Section<?> section) {
        return section.value() == null || !description(route, section).isOfRecordsOnly;
    }

    /** Returns whether a route is about the history of a record, which sections of each kind have. */
    static boolean isOfHistory(String route) {
        return route.contains(" {section}/{key}/");
    }

    private RouteDescription description(String route, Section<?> section) {
        boolean single = section != null && section.kind() == Section.Kind.SINGLETON && !isOfHistory(route);
        RouteDescription found = descriptions.of(single ? route.replace("{section}", "{only}") : route);
        if (found == null) {
            throw new IllegalStateException("The route " + route + " is not described.");
        }
        return found;
    }

    /** Returns the operation; the method is null for a route of the platform. */
    Operation operation(String route, Section<?> section, Method method, boolean retrySafe) {
        RouteDescription description = description(route, section);
        boolean retries = retrySafe && route.startsWith("POST");
        Map<Role, ?> callers = callers(route, section);
        boolean open = callers.containsKey(null);
        Operation operation = OASFactory.createOperation()
                .operationId(named(description.id, section))
                .summary(named(description.summary, section))
                .description(callers.entrySet().stream()
                        .map(row -> roleName(row.getKey()) + " (" + row.getValue() + ")")
                        .collect(Collectors.joining(", ", "May be called by: ", ". A role includes those before it.")))
                .addTag(tag(route, section));
        Map<String, String> extension = new LinkedHashMap<>();
        callers.forEach((role, limit) -> extension.put(roleName(role), limit.toString()));
        operation.addExtension("x-callers", extension);
        if (open) {
            operation.addSecurityRequirement(OASFactory.createSecurityRequirement());
        }
        List.of(SERVICE, USER, SESSION).forEach(scheme -> operation.addSecurityRequirement(requirement(scheme)));
        addParameters(operation, route, section, method, description, retries);
        addBody(operation, section, method, description);
        operation.responses(OASFactory.createAPIResponses());
        addAnswers(operation, section, description);
        RouteFailures.of(operation, method, description, retries, open)
                .forEach(
                        kind -> operation.getResponses().addAPIResponse("" + kind.status(), Responses.reference(kind)));
        return operation;
    }

    private static Map<Role, ?> callers(String route, Section<?> section) {
        String ofSection = section == null ? route : route.replace("{section}", section.name());
        return AccessRules.callers(AccessRules.has(ofSection) ? ofSection : route);
    }

    private static String roleName(Role role) {
        return role == null ? "nobody" : NamedEnum.nameOf(role);
    }

    private static SecurityRequirement requirement(String scheme) {
        return OASFactory.createSecurityRequirement().addScheme(scheme);
    }

    private static String tag(String route, Section<?> section) {
        String template = route.substring(route.indexOf(' ') + 1);
        return section != null
                ? section.name()
                : template.startsWith("/") ? "server" : template.replaceFirst("/.*", "");
    }

    private static String named(String text, Section<?> section) {
        if (section == null) {
            return text;
        }
        // An operation id contains names in camel case; a sentence contains them unchanged.
        String name = section.name();
        boolean id = text.indexOf(' ') < 0;
        return text.replace("{section}", id ? Character.toUpperCase(name.charAt(0)) + name.substring(1) : name)
                .replace("{model}", Schemas.name(section));
    }

    private void addParameters(
            Operation operation,
            String route,
            Section<?> section,
            Method method,
            RouteDescription description,
            boolean retries) {
        List<Parameter> all = new ArrayList<>();
        Matcher name = NAME.matcher(path(route, section));
        while (name.find()) {
            all.add(Parameters.path(name.group(1)));
            if (!name.group(1).equals("id")) {
                all.add(parameters.reference("key"));
            }
        }
        if (description.isList && section.value() == null) {
            all.addAll(parameters.ofList(section));
        }
        if (method != null) {
            ofCode(method).map(parameters::reference).forEach(all::add);
        }
        if (description.isConditional) {
            all.add(parameters.reference("If-Match"));
            all.add(parameters.reference("If-None-Match"));
        }
        if (retries) {
            all.add(parameters.reference("Idempotency-Key"));
        }
        if (hasBody(method)) {
            all.add(parameters.reference("Content-Encoding"));
        }
        if (method != null) {
            all.add(parameters.reference("Accept-Encoding"));
        }
        all.add(parameters.reference("X-Request-Id"));
        operation.parameters(all);
    }

    private static Stream<String> ofCode(Method method) {
        return Arrays.stream(method.getParameters())
                .map(parameter -> parameter.isAnnotationPresent(QueryParam.class)
                        ? parameter.getAnnotation(QueryParam.class).value()
                        : parameter.isAnnotationPresent(HeaderParam.class)
                                ? parameter.getAnnotation(HeaderParam.class).value()
                                : "Content-Length")
                .filter(name -> !name.equals("Content-Length"));
    }

    static boolean hasBody(Method method) {
        return method != null && List.of(method.getParameterTypes()).contains(InputStream.class);
    }

    private static void addBody(Operation operation, Section<?> section, Method method, RouteDescription description) {
        if (!hasBody(method)) {
            return;
        }
        Consumes own = method.getAnnotation(Consumes.class);
        Consumes consumes = own == null ? method.getDeclaringClass().getAnnotation(Consumes.class) : own;
        operation.requestBody(OASFactory.createRequestBody()
                .required(!description.bodyIsOptional)
                .content(OASFactory.createContent()));
        for (String mediaType : consumes.value()) {
            operation
                    .getRequestBody()
                    .getContent()
                    .addMediaType(mediaType, OASFactory.createMediaType().schema(description.body.apply(section)));
        }
    }

    private static void addAnswers(Operation operation, Section<?> section, RouteDescription description) {
        for (RouteDescription.Answer answer : description.answers) {
            if (answer.when().test(section)) {
                String mediaType = operation.getOperationId().equals("getMetrics") ? "text/plain" : "application/json";
                List<String> headers = new ArrayList<>(answer.headers());
                if (answer.schema() != null
                        && operation.getParameters().stream().anyMatch(parameter -> String.valueOf(parameter.getRef())
                                .endsWith("/Accept-Encoding"))) {
                    headers.add("Content-Encoding");
                }
                if (description.isList && section.value() == null && answer.status() == 200) {
                    headers.addAll(List.of("Link", "X-Total-Count"));
                }
                operation
                        .getResponses()
                        .addAPIResponse(
                                "" + answer.status(),
                                Responses.of(
                                        answer.text(),
                                        answer.schema() == null
                                                ? null
                                                : Responses.content(
                                                        mediaType,
                                                        answer.schema().apply(section)),
                                        headers));
            }
        }
    }
}
