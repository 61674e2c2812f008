package dev.metabuilder.database.http;

import com.fasterxml.jackson.core.JsonToken;
import dev.metabuilder.database.Database;
import dev.metabuilder.database.http.idempotency.Idempotent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;

/** For how long the initial credentials of the user {@code god} are shown. */
@Path("godCredentials")
@ApplicationScoped
@Idempotent
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class GodCredentialsResource {

    @Inject
    private Database database;

    /** Returns when they cease to be shown, in ms since the Unix epoch; 0 when that is not set. */
    @GET
    @Path("expiry")
    public String expiry() {
        return String.valueOf(database.getGodCredentialsExpiry());
    }

    /** Sets when they cease to be shown, in ms since the Unix epoch. */
    @PUT
    @Path("expiry")
    public void setExpiry(InputStream body) {
        database.setGodCredentialsExpiry(number(body));
    }

    /** Returns for how long they are shown, in ms. */
    @GET
    @Path("expiryDuration")
    public String duration() {
        return String.valueOf(database.getGodCredentialsExpiryDuration());
    }

    /** Sets for how long they are shown, in ms. */
    @PUT
    @Path("expiryDuration")
    public void setDuration(InputStream body) {
        database.setGodCredentialsExpiryDuration(number(body));
    }

    /** Shows them from now on. */
    @POST
    @Path("reset")
    @Consumes(MediaType.WILDCARD)
    public void reset() {
        database.resetGodCredentialsExpiry();
    }

    /** Tells whether they are to be shown. */
    @GET
    @Path("visible")
    public String visible() {
        return String.valueOf(database.shouldShowGodCredentials());
    }

    private static long number(InputStream body) {
        return RequestBody.read(body, reader -> {
            try {
                if (reader.token() == JsonToken.VALUE_NUMBER_INT) {
                    return Long.parseLong(reader.text());
                }
            } catch (NumberFormatException e) {
                // More than 64 bits: no such time.
            }
            reader.problem("must be an integer of ms, of 64 bits");
            reader.skip();
            return 0L;
        });
    }
}
