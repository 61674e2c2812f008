package dev.metabuilder.database.http;

import dev.metabuilder.database.Database;
import dev.metabuilder.database.errors.Problems;
import dev.metabuilder.database.history.ChangePosition;
import dev.metabuilder.database.history.ChangeQuery;
import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Section;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** The history of one record. */
@Path("{section}/{key}/changes")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class RecordChangesResource {

    @Inject
    private Database database;

    @Inject
    private Catalogue catalogue;

    @Inject
    private AccessGuard accessGuard;

    @Context
    private UriInfo uri;

    /** Returns what was done to a record, the newest first; also of one that was removed. */
    @GET
    public Response list(
            @PathParam("section") String name,
            @PathParam("key") String inPath,
            @QueryParam("limit") String limit,
            @QueryParam("after") String after) {
        Section<?> section = SectionPaths.withHistory(catalogue, name);
        String key = PathKeys.asked(inPath, uri);
        accessGuard.read(section, key);
        Problems problems = new Problems();
        int most = ChangeList.limit(limit, problems);
        ChangePosition position = ChangeList.position("after", after, problems);
        problems.rejectInvalid();
        return ChangeList.of(
                        database.changesOf(
                                new ChangeQuery(position, section.name(), key, null, ChangeQuery.ReadRights.ALL, most)),
                        uri)
                .build();
    }
}
