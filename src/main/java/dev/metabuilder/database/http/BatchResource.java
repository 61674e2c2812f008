package dev.metabuilder.database.http;

import dev.metabuilder.database.Database;
import dev.metabuilder.database.http.idempotency.Idempotent;
import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Operation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.List;

/** Operations on several collections, all or none of them. */
@Path("batch")
@ApplicationScoped
@Idempotent(mostBytes = OperationParser.MOST_BYTES)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class BatchResource {

    @Inject
    private Database database;

    @Inject
    private Catalogue catalogue;

    /** Carries out the operations, in order. */
    @POST
    public String run(InputStream body) {
        List<Operation<?>> operations = new OperationParser(catalogue, null).read(body);
        return OperationParser.json(operations, database.run(operations));
    }
}
