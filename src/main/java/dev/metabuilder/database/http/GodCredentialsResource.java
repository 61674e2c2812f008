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

/** How long the app shows the initial credentials of the user {@code god}. */
@Path("godCredentials")
@ApplicationScoped
@Idempotent
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class GodCredentialsResource {

    @Inject
    private Database database;

    /** Returns the time after which the app no longer shows them, in ms since the Unix epoch; 0 if it is not set. */
    @GET
    @Path("expiry")
    public String expiry() {
        return String.valueOf(database.getGodCredentialsExpiry());
    }

    /** Sets the time after which the app no longer shows them, in ms since the Unix epoch. */
    @PUT
    @Path("expiry")
    public void setExpiry(InputStream body) {
        database.setGodCredentialsExpiry(number(body));
    }

    /** Returns how long the app shows them, in ms. */
    @GET
    @Path("expiryDuration")
    public String duration() {
        return String.valueOf(database.getGodCredentialsExpiryDuration());
    }

    /** Sets how long the app shows them, in ms. */
    @PUT
    @Path("expiryDuration")
    public void setDuration(InputStream body) {
        database.setGodCredentialsExpiryDuration(number(body));
    }

    /** Lets the app show them from now on. */
    @POST
    @Path("reset")
    @Consumes(MediaType.WILDCARD)
    public void reset() {
        database.resetGodCredentialsExpiry();
    }

    /** Returns whether the app should show them. */
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
                // More than 64 bits can't be a time.
            }
            reader.problem("must be an integer of ms, of 64 bits");
            reader.skip();
            return 0L;
        });
    }
}
