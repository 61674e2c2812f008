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
 * What the code of a route does not say about it. In the texts {@code {section}} and {@code {model}} stand for their names.
 */
final class RouteDescription {

    /**
     * An answer.
     *
     * @param status the HTTP status
     * @param text when it comes
     * @param schema what it has, null for nothing; of the section that the route is of
     * @param headers the names of its headers, beside those that all answers have
     * @param when of which sections it may come
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

    /** It takes such a body. */
    RouteDescription takes(Function<Section<?>, Schema> schema) {
        body = schema;
        return this;
    }

    /** It takes such a body, or none. */
    RouteDescription mayTake(Function<Section<?>, Schema> schema) {
        bodyIsOptional = true;
        return takes(schema);
    }

    /** It may answer so. */
    RouteDescription answers(int status, String text, Function<Section<?>, Schema> schema, String... headers) {
        return answersWhen(section -> true, status, text, schema, headers);
    }

    /** It may answer so where something holds of the section. */
    RouteDescription answersWhen(
            Predicate<Section<?>> when,
            int status,
            String text,
            Function<Section<?>, Schema> schema,
            String... headers) {
        answers.add(new Answer(status, text, schema, List.of(headers), when));
        return this;
    }

    /** It may fail so, beside the ways in which all such routes may. */
    RouteDescription fails(ProblemType... kinds) {
        failures.addAll(List.of(kinds));
        return this;
    }

    /** It takes If-Match and If-None-Match. */
    RouteDescription conditional() {
        isConditional = true;
        return fails(ProblemType.PRECONDITION_FAILED);
    }

    /** It takes the parameters of lists, where the section has whole records. */
    RouteDescription list() {
        isList = true;
        return this;
    }

    /** It is there only where the section has whole records. */
    RouteDescription ofRecordsOnly() {
        isOfRecordsOnly = true;
        return this;
    }
}
