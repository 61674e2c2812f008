package dev.metabuilder.database.http;

import dev.metabuilder.database.Database;
import dev.metabuilder.database.errors.Position;
import dev.metabuilder.database.errors.Problems;
import dev.metabuilder.database.history.ChangePage;
import dev.metabuilder.database.history.ChangePosition;
import dev.metabuilder.database.history.ChangeQuery;
import dev.metabuilder.database.http.idempotency.Idempotent;
import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.record.ChangeOrigin;
import dev.metabuilder.database.replacement.ReplacementReport;
import dev.metabuilder.database.replacement.Restoration;
import dev.metabuilder.database.security.AuditLog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.Map;

/** The feed of all changes, and the way back of all that a request or a job has changed. */
@Path("changes")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class ChangesResource {

    @Inject
    private Database database;

    @Inject
    private Catalogue catalogue;

    @Inject
    private HistoryGuard historyGuard;

    @Inject
    private AuditLog auditLog;

    @Context
    private UriInfo uri;

    /** Returns the changes after a position that the caller may read, in the order of the feed. */
    @GET
    public Response list(
            @QueryParam("after") String after,
            @QueryParam("collection") String collection,
            @QueryParam("key") String key,
            @QueryParam("actor") String actor,
            @QueryParam("limit") String limit) {
        Problems problems = new Problems();
        int most = ChangeList.limit(limit, problems);
        ChangePosition position = ChangeList.position("after", after, problems);
        if (collection != null && catalogue.section(collection) == null) {
            problems.add("/collection", Position.NONE, "there is no such collection");
        }
        problems.rejectInvalid();
        ChangePage page = database.changes(
                new ChangeQuery(position, collection, key, actor, historyGuard.readableChanges(), most));
        return ChangeList.of(page, uri)
                .header(ChangeList.POSITION, page.end().toString())
                .build();
    }

    /** Undoes all that a request or a job has changed, or nothing if some of it has changed since. */
    @POST
    @Path("restore")
    @Idempotent
    @Consumes(MediaType.APPLICATION_JSON)
    public StreamingOutput restore(InputStream body) {
        Map.Entry<String, String> given = RequestBody.oneOf(body, "request", "job");
        Restoration.Cause cause = given.getKey().equals("job") ? Restoration.Cause.JOB : Restoration.Cause.REQUEST;
        ReplacementReport report =
                ChangeOrigin.current().by(ChangeOrigin.RESTORE).during(() -> database.restore(cause, given.getValue()));
        auditLog.done("restoreChanges", given.getKey(), given.getValue());
        return StreamedResponses.json(out -> ReportDocument.write(report, out));
    }
}
