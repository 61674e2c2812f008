package dev.metabuilder.database.http;

import dev.metabuilder.database.Database;
import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Draft;
import dev.metabuilder.database.model.Json;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.NotFoundException;
import dev.metabuilder.database.model.Row;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.packages.InstalledPackage;
import dev.metabuilder.database.transfer.Source;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.InputStream;

/** The collections of the catalogue: all of their records, and each. */
@Path("{section}")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class CollectionResource {

    @Inject
    private Database database;

    @Inject
    private Catalogue catalogue;

    @Inject
    private Guard guard;

    @PathParam("section")
    private String name;

    @QueryParam("key")
    private String keyParameter;

    /** Returns all records, in order. */
    @GET
    public StreamingOutput list() {
        Section<?> section = section();
        return Streams.of(guard.list(section));
    }

    /** Makes the collection equal to what is given. */
    @PUT
    public void replace(InputStream body) {
        Section<?> section = section();
        try (Source source = Source.spool(body)) {
            guard.write(section, null, () -> {
                database.replace(section, source);
                return null;
            });
        }
    }

    /** Adds a record. */
    @POST
    public Response add(InputStream body) {
        Section<?> section = records("PUT");
        Draft<?> draft = Body.record(body, section.model());
        return guard.write(section, draft.key(), () -> add(draft));
    }

    private <T extends Row> Response add(Draft<T> draft) {
        T record;
        boolean added = true;
        if (draft.model().type() == InstalledPackage.class) {
            added = database.installPackage((InstalledPackage) draft.entity());
            record = database.find(draft.model().type(), draft.key());
        } else {
            record = database.add(draft);
        }
        Response.ResponseBuilder response =
                added ? Response.created(Keys.location(name, Model.keyOf(record))) : Response.ok();
        return response.entity(json(record)).build();
    }

    /** Returns a record. */
    @GET
    @Path("{key}")
    public String find(@PathParam("key") String key) {
        Section<?> section = section();
        String of = Keys.of(key, keyParameter);
        guard.read(section, of);
        return isRecords(section)
                ? find(section.model(), of)
                : database.getPackageData(of).toString();
    }

    private <T extends Row> String find(Model<T> model, String key) {
        T record = database.find(model.type(), key);
        if (record == null) {
            throw missing(model, key);
        }
        return json(record);
    }

    static NotFoundException missing(Model<?> model, String key) {
        return new NotFoundException("There is no " + model.name() + " with the key \"" + key + "\".");
    }

    /** Changes the properties given of a record. */
    @PATCH
    @Path("{key}")
    public String update(@PathParam("key") String key, InputStream body) {
        Section<?> section = records("PUT", "DELETE");
        String of = Keys.of(key, keyParameter);
        Draft<?> changes = Body.changes(body, section.model());
        return guard.write(section, of, () -> json(database.update(of, changes)));
    }

    /** Makes one record be as given, new or not. */
    @PUT
    @Path("{key}")
    public Response put(@PathParam("key") String pathKey, InputStream body) {
        Section<?> section = section();
        String key = Keys.of(pathKey, keyParameter);
        boolean isNew;
        if (isRecords(section)) {
            Draft<?> draft = Body.record(body, section.model());
            isNew = guard.write(section, key, () -> database.put(key, draft));
        } else {
            Json data = Body.read(body, reader -> (Json) Draft.value(section.value(), reader));
            isNew = database.find(section.model().type(), key) == null;
            database.setPackageData(key, data);
        }
        String record = isRecords(section)
                ? find(section.model(), key)
                : database.getPackageData(key).toString();
        return (isNew ? Response.created(Keys.location(name, key)) : Response.ok())
                .entity(record)
                .build();
    }

    /** Deletes a record. */
    @DELETE
    @Path("{key}")
    public void delete(@PathParam("key") String key) {
        Section<?> section = section();
        String of = Keys.of(key, keyParameter);
        guard.write(section, of, () -> {
            database.delete(section.model().type(), of);
            return null;
        });
    }

    private Section<?> section() {
        Section<?> section = catalogue.section(name);
        if (section != null && section.kind() == Section.Kind.SINGLETON) {
            // The method is none that the singleton's own resource has.
            throw new NotAllowedException("GET", new String[] {"PUT", "DELETE"});
        }
        if (section == null || section.isSorted()) {
            throw new jakarta.ws.rs.NotFoundException();
        }
        return section;
    }

    /** Returns the section when it has whole records, which can be added and updated. */
    private Section<?> records(String... others) {
        Section<?> section = section();
        if (!isRecords(section)) {
            throw new NotAllowedException("GET", others);
        }
        return section;
    }

    private static boolean isRecords(Section<?> section) {
        return section.kind() != Section.Kind.VALUES;
    }

    @SuppressWarnings("unchecked")
    static <T extends Row> String json(T record) {
        StringBuilder out = new StringBuilder();
        ((Model<T>) Model.of(record.getClass())).write(out, record);
        return out.toString();
    }
}
