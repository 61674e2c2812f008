package dev.metabuilder.database.http;

import dev.metabuilder.database.Database;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.model.Catalogue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;

/** When passwords changed, by username. */
@Path("passwordChangeTimestamps")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class PasswordChangeResource {

    @Inject
    private Database database;

    @Inject
    private Catalogue catalogue;

    /** Returns when the password of each username changed, in ms. */
    @GET
    public String all() {
        return Json.of(database.getPasswordChangeTimestamps()).toString();
    }

    /** Sets when the passwords of the given usernames changed, in ms. */
    @PATCH
    public void set(InputStream body) {
        database.setPasswordChangeTimestamps(RequestBody.read(
                body, reader -> RequestBody.values(reader, catalogue.section("passwordChangeTimestamps"))));
    }
}
