package dev.metabuilder.database.http;

import dev.metabuilder.database.Database;
import dev.metabuilder.database.errors.Problems;
import dev.metabuilder.database.history.EarlierStates.Moment;
import dev.metabuilder.database.http.idempotency.Idempotent;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.model.BaseEntity;
import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Draft;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Operation;
import dev.metabuilder.database.model.Operation.Kind;
import dev.metabuilder.database.model.Outcome;
import dev.metabuilder.database.model.Precondition;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.record.ChangeOrigin;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/** The way back of one record. */
@Path("{section}/{key}/restore")
@ApplicationScoped
@Idempotent
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class RecordRestoreResource {

    @Inject
    private Database database;

    @Inject
    private Catalogue catalogue;

    @Inject
    private AccessGuard accessGuard;

    @Inject
    private HistoryGuard historyGuard;

    @Context
    private UriInfo uri;

    @Context
    private HttpHeaders headers;

    /** Makes a record be as it was after, or before, one of its changes. It is a write like any other. */
    @POST
    public Response restore(@PathParam("section") String name, @PathParam("key") String inPath, InputStream body) {
        Section<?> section = SectionPaths.withHistory(catalogue, name);
        return restore(section, PathKeys.asked(inPath, uri), body);
    }

    private <T extends BaseEntity> Response restore(Section<T> section, String key, InputStream body) {
        historyGuard.requireOwn(section, key);
        Map.Entry<String, String> given = RequestBody.oneOf(body, Moment.AFTER, Moment.BEFORE);
        Problems problems = new Problems();
        Moment moment = new Moment(given.getKey(), ChangeList.position(given.getKey(), given.getValue(), problems));
        problems.rejectInvalid();
        Precondition precondition = PreconditionHeaders.of(headers);
        Draft<T> draft = database.earlier(section, key, moment);
        Outcome<? extends BaseEntity> outcome = ChangeOrigin.current()
                .by(ChangeOrigin.RESTORE)
                .during(() -> accessGuard.write(
                        section,
                        List.of(Operation.of(Kind.UPSERT, key, draft)),
                        () -> write(section, key, draft, precondition)));
        BaseEntity record = outcome.record();
        Response.ResponseBuilder response = !outcome.added()
                ? Response.ok()
                : Response.created(
                        section.kind() == Section.Kind.SINGLETON
                                ? PathKeys.location(section.name())
                                : PathKeys.location(section.name(), Model.keyOf(record)));
        return RecordResponse.written(response, record).build();
    }

    private <T extends BaseEntity> Outcome<? extends BaseEntity> write(
            Section<T> section, String key, Draft<T> draft, Precondition precondition) {
        return switch (section.kind()) {
            case LIST, MAP -> database.put(key, draft, precondition);
            case VALUES -> database.setPackageData(key, (Json) draft.get(section.value()), precondition);
            case SINGLETON -> {
                boolean there = database.findOnly(section.model().type()) != null;
                yield new Outcome<>(database.putOnly(draft, precondition), !there);
            }
        };
    }
}
