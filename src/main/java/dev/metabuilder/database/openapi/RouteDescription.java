package dev.metabuilder.database.openapi;

import dev.metabuilder.database.http.problem.ProblemType;
import dev.metabuilder.database.model.Section;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.eclipse.microprofile.openapi.models.media.Schema;

/**
 * The part of a route's description that its code does not contain. In texts, {@code {section}} and {@code {model}} stand
 * for names.
 */
final class RouteDescription {

    /**
     * An answer.
     *
     * @param status the HTTP status
     * @param text its meaning
     * @param schema returns the schema of its body for a section, or null if it has none
     * @param headers the names of its headers, except for those that all answers have
     * @param when the sections for which it is possible
     */
    record Answer(
            int status,
            String text,
            Function<Section<?>, Schema> schema,
            List<String> headers,
            Predicate<Section<?>> when) {}

    final String id;
    final String summary;
    final List<Answer> answers = new ArrayList<>();
    final Set<ProblemType> failures = EnumSet.noneOf(ProblemType.class);
    Function<Section<?>, Schema> body;
    boolean bodyIsOptional;
    boolean isConditional;
    boolean isList;
    boolean isOfRecordsOnly;

    RouteDescription(String id, String summary) {
        this.id = id;
        this.summary = summary;
    }

    /** The route requires a body. */
    RouteDescription takes(Function<Section<?>, Schema> schema) {
        body = schema;
        return this;
    }

    /** The route accepts a body. */
    RouteDescription mayTake(Function<Section<?>, Schema> schema) {
        bodyIsOptional = true;
        return takes(schema);
    }

    /** Adds a possible answer. */
    RouteDescription answers(int status, String text, Function<Section<?>, Schema> schema, String... headers) {
        return answersWhen(section -> true, status, text, schema, headers);
    }

    /** Adds an answer that is possible for some sections. */
    RouteDescription answersWhen(
            Predicate<Section<?>> when,
            int status,
            String text,
            Function<Section<?>, Schema> schema,
            String... headers) {
        answers.add(new Answer(status, text, schema, List.of(headers), when));
        return this;
    }

    /** Adds possible failures to those that all such routes have. */
    RouteDescription fails(ProblemType... kinds) {
        failures.addAll(List.of(kinds));
        return this;
    }

    /** The route accepts If-Match and If-None-Match. */
    RouteDescription conditional() {
        isConditional = true;
        return fails(ProblemType.PRECONDITION_FAILED);
    }

    /** The route accepts the parameters of lists, if the section has whole records. */
    RouteDescription list() {
        isList = true;
        return this;
    }

    /** The route exists only if the section has whole records. */
    RouteDescription ofRecordsOnly() {
        isOfRecordsOnly = true;
        return this;
    }
}
