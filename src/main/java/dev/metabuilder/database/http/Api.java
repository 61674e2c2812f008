package dev.metabuilder.database.http;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** The Database API over HTTP. */
@ApplicationPath("api")
public class Api extends Application {

    @Override
    public Map<String, Object> getProperties() {
        return Map.of(
                // RelativeLinks makes locations relative.
                "jersey.config.server.headers.location.relative.resolution.disabled",
                true,
                "jersey.config.server.wadl.disableWadl",
                true,
                // Streamed answers must be sent while they are written.
                "jersey.config.server.contentLength.buffer",
                0);
    }
}
