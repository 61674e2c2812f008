package dev.metabuilder.database.openapi;

import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Property;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.query.RecordQuery;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.parameters.Parameter.In;

/** The parameters and headers of requests. */
final class Parameters {

    private final Map<String, Parameter> known = new LinkedHashMap<>();

    Parameters() {
        header("If-Match", "Only if the record has one of these entity tags, or for * if there is one. No list has.");
        header("If-None-Match", "Only if the record has none of these entity tags, or for * if there is none.");
        header("Idempotency-Key", "Carries the call out once, however often it is sent within a day.")
                .schema(text().minLength(1).maxLength(255));
        header("X-Request-Id", "An id of the request; the answer and the log contain it.")
                .schema(text().pattern("^[A-Za-z0-9._-]{1,64}$"));
        header(
                "Accept-Encoding",
                "gzip: a long JSON answer is compressed, unless it may contain secrets (RFC 9110, 12.5.3).");
        header("Content-Encoding", "gzip: the body is compressed. The limits apply to the decompressed body too.")
                .schema(text().addEnumeration("gzip").addEnumeration("identity"));
        header("Prefer", "respond-async: answer at once, with the place where the job can be watched.");
        header("MetaBuilder-Client-Address", "The address of the end user who wants to log in.");
        query(
                "key",
                "The key of a record. In a path that has the key, it stands here if it cannot be there; the path then has"
                        + " - in its place.",
                Schemas.key());
        query("collection", "The collection of the changes.", text());
        query("actor", "Who made the changes.", text());
        query("scope", "Which sections the export has.", choice("portable", "full"));
        query("mode", "Whether an error rejects the import, or is repaired if possible.", choice("strict", "repair"));
        query("dryRun", "Whether to report only what an import would do.", choice("false", "true"));
        query("limit", "How many records at most.", number());
        query("after", "Where the page begins, from the Link of the page before.", text());
        query("before", "Where the page ends, from the Link of the page after. It goes without after.", text());
        query("filter", "Which records, in RSQL.", text());
        query("count", "Whether the answer has X-Total-Count.", choice("false", "true"));
    }

    private Parameter header(String name, String text) {
        return add(name, In.HEADER, text, text());
    }

    private void query(String name, String text, Schema schema) {
        add(name, In.QUERY, text, schema);
    }

    private Parameter add(String name, In in, String text, Schema schema) {
        Parameter parameter =
                OASFactory.createParameter().name(name).in(in).description(text).schema(schema);
        known.put(name, parameter);
        return parameter;
    }

    /** Returns the parameters that several routes may have, by name. */
    Map<String, Parameter> known() {
        return known;
    }

    /** Returns a reference to the parameter of that name. */
    Parameter reference(String name) {
        if (!known.containsKey(name)) {
            throw new IllegalStateException("The parameter " + name + " is not described.");
        }
        return OASFactory.createParameter().ref("#/components/parameters/" + name);
    }

    /** Returns a part of a path. */
    static Parameter path(String name) {
        return OASFactory.createParameter()
                .name(name)
                .in(In.PATH)
                .required(true)
                .description("The " + name + ".")
                .schema(Schemas.key().maxLength(null));
    }

    /** Returns the parameters of a list. */
    List<Parameter> ofList(Section<?> section) {
        List<Parameter> all = new ArrayList<>();
        for (String name : List.of("limit", "after", "before", "filter", "count")) {
            all.add(reference(name));
        }
        Model<?> model = section.model();
        List<String> sorts = new ArrayList<>();
        List<String> fields = new ArrayList<>();
        for (Property property : model.properties()) {
            fields.add(property.name());
            if (RecordQuery.isScalar(property)) {
                sorts.addAll(List.of(property.name(), "-" + property.name()));
            }
        }
        all.add(names(
                "sort", "The properties to sort by; a minus before a property sorts it in descending order.", sorts));
        all.add(names("fields", "The properties that the records in the answer have in addition to the key.", fields));
        return all;
    }

    private static Parameter names(String name, String text, List<String> of) {
        Schema one = text();
        of.forEach(one::addEnumeration);
        return OASFactory.createParameter()
                .name(name)
                .in(In.QUERY)
                .description(text)
                .style(Parameter.Style.FORM)
                .explode(false)
                .schema(TypeSchemas.list(one).uniqueItems(true));
    }

    private static Schema text() {
        return OASFactory.createSchema().type(SchemaType.STRING);
    }

    private static Schema number() {
        return OASFactory.createSchema()
                .type(SchemaType.INTEGER)
                .minimum(BigDecimal.ONE)
                .maximum(BigDecimal.valueOf(RecordQuery.MOST_RECORDS));
    }

    private static Schema choice(String first, String second) {
        return text().addEnumeration(first).addEnumeration(second).defaultValue(first);
    }
}
