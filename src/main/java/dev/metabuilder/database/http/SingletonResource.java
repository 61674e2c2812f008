package dev.metabuilder.database.http;

import dev.metabuilder.database.Database;
import dev.metabuilder.database.content.AppConfiguration;
import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.NotFoundException;
import dev.metabuilder.database.model.Row;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.transfer.Source;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;

/** The models of which there is one record at most. */
@Path("{section: appConfig|smtpConfig}")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class SingletonResource {

    @Inject
    private Database database;

    @Inject
    private Catalogue catalogue;

    @PathParam("section")
    private String name;

    /** Returns the record. */
    @GET
    public String get() {
        return CollectionResource.json(record());
    }

    /** Sets the record, in place of the one there is. */
    @PUT
    public void set(InputStream body) {
        try (Source source = Source.spool(body)) {
            database.replace(catalogue.section(name), source);
        }
    }

    /** Deletes the record. */
    @DELETE
    public void delete() {
        Row record = record();
        database.delete(record.getClass(), Model.keyOf(record));
    }

    private Row record() {
        Section<?> section = catalogue.section(name);
        Row record =
                section.model().type() == AppConfiguration.class ? database.getAppConfig() : database.getSMTPConfig();
        if (record == null) {
            throw new NotFoundException("There is no " + section.model().name() + ".");
        }
        return record;
    }
}
