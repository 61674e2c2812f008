package dev.metabuilder.database.http;

import dev.metabuilder.database.errors.Position;
import dev.metabuilder.database.errors.Problems;
import dev.metabuilder.database.json.JsonWriter;
import dev.metabuilder.database.model.BaseEntity;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Property;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.query.Page;
import dev.metabuilder.database.query.RecordQuery;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ObjIntConsumer;

/**
 * The parameters of a list: {@code limit} {@code after} {@code before} {@code sort} {@code filter} {@code fields} {@code count}. With any
 * of them, the answer is a page of the list.
 *
 * @param <T> the entity
 */
final class ListParameters<T extends BaseEntity> {

    /** The parameters of a list. */
    static final Set<String> NAMES = Set.of("limit", "after", "before", "sort", "filter", "fields", "count");

    private final Section<T> section;
    private final Model<T> model;
    private final MultivaluedMap<String, String> parameters;
    private final Problems problems = new Problems();
    private RecordQuery<T> query;
    private Set<Property> fields;
    private boolean counted;

    private ListParameters(Section<T> section, UriInfo uri) {
        this.section = section;
        this.model = section.model();
        this.parameters = uri.getQueryParameters();
        this.query = RecordQuery.of(model.type());
    }

    /** Returns whether the caller requests a page. */
    static boolean isAskedFor(UriInfo uri) {
        return uri.getQueryParameters().keySet().stream().anyMatch(NAMES::contains);
    }

    /**
     * Reads the parameters.
     *
     * @throws dev.metabuilder.database.errors.InvalidException if something is wrong with them; it has all problems
     */
    static <T extends BaseEntity> ListParameters<T> of(Section<T> section, UriInfo uri) {
        ListParameters<T> listing = new ListParameters<>(section, uri);
        listing.read();
        listing.problems.rejectInvalid();
        return listing;
    }

    private void read() {
        if (!SectionPaths.hasRecords(section)) {
            problems.add("", Position.NONE, "the list of " + section + " has no pages: it goes without " + NAMES);
            return;
        }
        QueryParameter limit = parameter("limit");
        if (limit != null) {
            query = query.limit(limit.limit(problems));
        }
        QueryParameter sort = parameter("sort");
        if (sort != null) {
            readSort(sort);
        }
        QueryParameter filter = parameter("filter");
        if (filter != null) {
            query = query.where(RsqlReader.read(model, filter, problems));
        }
        QueryParameter shown = parameter("fields");
        if (shown != null) {
            fields = new LinkedHashSet<>(List.of(model.key()));
            eachName(shown, (name, at) -> fields.add(shown.property(model, name, at, problems)));
        }
        QueryParameter count = parameter("count");
        if (count != null) {
            counted = "true".equals(count.text());
            if (QueryParameter.flag(count.text()) == null) {
                count.problem(problems, 0, "must be true or false");
            }
        }
        QueryParameter after = parameter("after");
        if (after != null) {
            query = query.after(after.text());
        }
        QueryParameter before = parameter("before");
        if (before != null && after != null) {
            before.problem(problems, 0, "must not be given together with after");
        } else if (before != null) {
            query = query.before(before.text());
        }
    }

    private QueryParameter parameter(String name) {
        List<String> values = parameters.get(name);
        if (values == null) {
            return null;
        }
        QueryParameter parameter = new QueryParameter(name, values.get(0));
        if (values.size() > 1) {
            parameter.problem(problems, 0, "occurs more than once");
        }
        return parameter;
    }

    private void readSort(QueryParameter sort) {
        Set<Property> sorted = new LinkedHashSet<>();
        eachName(sort, (text, at) -> {
            boolean descending = text.startsWith("-");
            int begin = descending ? at + 1 : at;
            Property property = sort.scalar(model, descending ? text.substring(1) : text, begin, problems);
            if (property != null && !sorted.add(property)) {
                sort.problem(problems, begin, property.name() + " occurs twice");
            } else if (property != null) {
                query = query.sort(new RecordQuery.Order(property, descending));
            }
        });
    }

    /** Passes on each of the names, which are separated by commas, with the index where it begins. */
    private static void eachName(QueryParameter parameter, ObjIntConsumer<String> take) {
        int at = 0;
        for (String name : parameter.text().split(",", -1)) {
            take.accept(name, at);
            at += name.length() + 1;
        }
    }

    /** Returns the query. */
    RecordQuery<T> query() {
        return query;
    }

    /** Returns whether to count the records. */
    boolean isCounted() {
        return counted;
    }

    /** Returns the JSON of a page: an array, or an object by key, like the whole list. */
    String json(Page<T> page) {
        boolean map = section.kind() == Section.Kind.MAP;
        StringBuilder out = new StringBuilder();
        JsonWriter writer = new JsonWriter(out);
        JsonWriter json = map ? writer.beginObject() : writer.beginArray();
        List<Property> shown = fields == null ? null : new ArrayList<>(fields);
        for (T record : page.records()) {
            if (map) {
                json.name(Model.keyOf(record));
            }
            if (shown == null) {
                model.write(json, record);
            } else {
                model.write(json, record, shown);
            }
        }
        json.end();
        return out.toString();
    }
}
