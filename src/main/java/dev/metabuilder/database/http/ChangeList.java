package dev.metabuilder.database.http;

import dev.metabuilder.database.errors.Position;
import dev.metabuilder.database.errors.Problems;
import dev.metabuilder.database.history.ChangePage;
import dev.metabuilder.database.history.ChangePosition;
import dev.metabuilder.database.json.JsonWriter;
import dev.metabuilder.database.query.RecordQuery;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** What the lists of changes have in common: the parameters {@code limit} and {@code after}, and the form of a page. */
final class ChangeList {

    /** The header with the position up to which an answer has all changes. */
    static final String POSITION = "X-Position";

    private ChangeList() {}

    /** Reads the limit; adds a problem if it is wrong. */
    static int limit(String text, Problems problems) {
        return text == null ? RecordQuery.USUAL_RECORDS : new QueryParameter("limit", text).limit(problems);
    }

    /** Reads a position; adds a problem if it is none, and returns null if there is none. */
    static ChangePosition position(String name, String text, Problems problems) {
        ChangePosition position = text == null ? null : ChangePosition.of(text);
        if (text != null && position == null) {
            problems.add("/" + name, Position.NONE, "is no position of a change");
        }
        return position;
    }

    /** Answers with a page. */
    static Response.ResponseBuilder of(ChangePage page, UriInfo uri) {
        StringBuilder out = new StringBuilder();
        JsonWriter json = new JsonWriter(out).beginArray();
        page.changes().forEach(change -> change.write(json));
        json.end();
        Response.ResponseBuilder response = Response.ok(out.toString());
        String next = page.more() ? page.end().toString() : null;
        PageLinks.of(uri, next, null).forEach(link -> response.header("Link", link));
        return response;
    }
}
