package dev.metabuilder.database.openapi;

import dev.metabuilder.database.Models;
import dev.metabuilder.database.http.idempotency.Idempotent;
import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.security.AccessFilter;
import dev.metabuilder.database.security.SessionCookie;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASModelReader;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.parameters.RequestBody;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/** Builds the content of {@code /openapi} for the platform, at the first request for it. */
public class OpenApiReader implements OASModelReader {

    private final Catalogue catalogue = Models.CATALOGUE;
    private final TypeSchemas types = new TypeSchemas();
    private final Parameters parameters = new Parameters();
    private final Map<String, PathItem> paths = new TreeMap<>();
    private final Supplier<Stream<Class<?>>> resources;
    private Routes routes;

    /** Describes the resource classes that the container knows. */
    public OpenApiReader() {
        this(OpenApiReader::beans);
    }

    OpenApiReader(Supplier<Stream<Class<?>>> resources) {
        this.resources = resources;
    }

    @Override
    public OpenAPI buildModel() {
        Schemas schemas = new Schemas(catalogue, types);
        RouteDescriptions descriptions = new RouteDescriptions(catalogue, types, schemas);
        routes = new Routes(descriptions, parameters);
        catalogue.sections().stream().filter(section -> section.value() == null).forEach(schemas::record);
        resourceMethods().forEach(this::add);
        descriptions.ofPlatform().forEach(route -> add(route, null, null));
        new CollectionExtension(catalogue).addTo(paths);
        Map<String, APIResponse> errors = Responses.errors(types);
        Examples examples = new Examples(types.named());
        paths.values().stream()
                .flatMap(path -> path.getOperations().values().stream())
                .flatMap(OpenApiReader::bodies)
                .forEach(examples::addTo);
        OpenAPI api = OASFactory.createOpenAPI()
                .openapi("3.0.3")
                .info(OASFactory.createInfo()
                        .title("MetaBuilder Database")
                        .version("1")
                        .description("The data of MetaBuilder, a multi-tenant low-code builder: "
                                + catalogue.models().size() + " models, each with"
                                + " the same routes under the name that it has in an export. Requests and answers are"
                                + " JSON in UTF-8; errors are problem documents (RFC 9457)."))
                .addServer(OASFactory.createServer().url("/").description("This server."))
                .paths(OASFactory.createPaths())
                .components(components(errors, examples));
        paths.forEach(api.getPaths()::addPathItem);
        return api;
    }

    private static Stream<Class<?>> beans() {
        return CDI.current().getBeanManager().getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .map(Bean::getBeanClass);
    }

    /** Returns the methods of all resources, always in the same order. */
    private List<Method> resourceMethods() {
        return resources
                .get()
                .filter(type -> type.isAnnotationPresent(Path.class))
                .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                .filter(method -> !AccessFilter.route(method).isEmpty())
                .sorted(Comparator.comparing(AccessFilter::route))
                .toList();
    }

    private void add(Method method) {
        String route = AccessFilter.route(method);
        if (!route.contains("{section}")) {
            add(route, null, method);
            return;
        }
        boolean single =
                method.getDeclaringClass().getAnnotation(Path.class).value().contains(":");
        for (Section<?> section : catalogue.sections()) {
            boolean fits = single == (section.kind() == Section.Kind.SINGLETON) || Routes.isOfHistory(route);
            if (fits && !section.isSorted() && routes.has(route, section)) {
                add(route, section, method);
            }
        }
    }

    private void add(String route, Section<?> section, Method method) {
        boolean retrySafe = method != null
                && (method.getDeclaringClass().isAnnotationPresent(Idempotent.class)
                        || method.isAnnotationPresent(Idempotent.class));
        String verb = route.substring(0, route.indexOf(' '));
        paths.computeIfAbsent(Routes.path(route, section), path -> OASFactory.createPathItem())
                .setOperation(PathItem.HttpMethod.valueOf(verb), routes.operation(route, section, method, retrySafe));
    }

    private static Stream<MediaType> bodies(Operation operation) {
        Stream<Content> answers =
                operation.getResponses().getAPIResponses().values().stream().map(APIResponse::getContent);
        Stream<Content> taken = Stream.ofNullable(operation.getRequestBody()).map(RequestBody::getContent);
        return Stream.concat(taken, answers)
                .filter(content -> content != null)
                .flatMap(content -> content.getMediaTypes().values().stream());
    }

    private Components components(Map<String, APIResponse> errors, Examples examples) {
        Components components = OASFactory.createComponents();
        types.named().forEach(components::addSchema);
        parameters.known().forEach(components::addParameter);
        Responses.headers().forEach(components::addHeader);
        errors.forEach(components::addResponse);
        examples.all().forEach(components::addExample);
        return components
                .addSecurityScheme(
                        Routes.SERVICE,
                        OASFactory.createSecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .description("MetaBuilder's own server, with the service token: it may do everything."))
                .addSecurityScheme(
                        Routes.USER,
                        OASFactory.createSecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("basic")
                                .description("A user of MetaBuilder, who may do what the role allows."))
                .addSecurityScheme(
                        Routes.SESSION,
                        OASFactory.createSecurityScheme()
                                .type(SecurityScheme.Type.APIKEY)
                                .in(SecurityScheme.In.COOKIE)
                                .name(SessionCookie.NAME)
                                .description("A user of MetaBuilder who has logged in. Over TLS the name begins with"
                                        + " __Host-."));
    }
}
