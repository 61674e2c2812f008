package dev.metabuilder.database.http;

import com.fasterxml.jackson.core.JsonToken;
import dev.metabuilder.database.Database;
import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.InvalidException;
import dev.metabuilder.database.model.Json;
import dev.metabuilder.database.model.JsonReader;
import dev.metabuilder.database.model.Report;
import dev.metabuilder.database.model.Storage;
import dev.metabuilder.database.schema.Schema;
import dev.metabuilder.database.security.Audit;
import dev.metabuilder.database.transfer.Source;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** The whole database. */
@Path("database")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class DatabaseResource {

    @Inject
    private Database database;

    @Inject
    private Catalogue catalogue;

    @Inject
    private Storage storage;

    @Inject
    private Schema schema;

    @Inject
    private Guard guard;

    @Inject
    private Audit audit;

    /** Fills what is empty with the defaults. */
    @POST
    @Path("initialize")
    public String initialize(InputStream body) throws IOException {
        PushbackInputStream stream = new PushbackInputStream(body);
        int first = stream.read();
        Map<String, String> hashes = Map.of();
        if (first != -1) {
            stream.unread(first);
            hashes = Body.read(stream, this::passwordHashes);
        }
        Map<String, String> made = database.initializeDatabase(hashes);
        audit.done("initializeDatabase", "passwordsMadeFor", made.keySet());
        return Json.object("initialPasswords", made).toString();
    }

    private Map<String, String> passwordHashes(JsonReader reader) {
        Map<String, String> hashes = new LinkedHashMap<>();
        if (reader.token() != JsonToken.START_OBJECT) {
            reader.problem("must be an object");
            reader.skip();
            return hashes;
        }
        while (reader.next() != JsonToken.END_OBJECT) {
            if (reader.text().equals("passwordHashes")) {
                reader.next();
                hashes.putAll(Body.values(reader, catalogue.section("credentials")));
            } else {
                reader.next();
                reader.problem("is unknown here");
                reader.skip();
            }
        }
        return hashes;
    }

    /** Writes an export, as a download. */
    @GET
    @Path("export")
    public Response export(@QueryParam("scope") String scope) {
        boolean full = "full".equals(scope);
        if (scope != null && !full && !scope.equals("portable")) {
            throw new InvalidException("", "the query parameter scope must be portable or full");
        }
        if (full) {
            guard.requireUnlimited();
        }
        String file = full ? "metabuilder-backup.json" : "metabuilder-export.json";
        Audit.Entry entry = audit.begin("exportDatabase");
        return Response.ok(Streams.of(out -> {
                    database.exportDatabase(out, full);
                    entry.done("full", full, "records", records(full));
                }))
                .header("Content-Disposition", "attachment; filename=\"" + file + "\"")
                .build();
    }

    /** Replaces each section that an export has. It takes the media type that curl sends when it is told none. */
    @POST
    @Path("import")
    @Consumes({MediaType.APPLICATION_JSON, MediaType.APPLICATION_OCTET_STREAM, MediaType.APPLICATION_FORM_URLENCODED})
    public String importAll(InputStream body, @QueryParam("mode") String mode, @QueryParam("dryRun") String dryRun) {
        if (mode != null && !mode.equals("strict")) {
            throw new InvalidException("", "the query parameter mode must be strict, the one mode that this build has");
        }
        if (dryRun != null && !dryRun.equals("false")) {
            throw new InvalidException("", "the query parameter dryRun must be false: this build has no dry run");
        }
        try (Source source = Source.spool(body)) {
            Audit.Entry entry = audit.begin("importDatabase");
            Report report = guard.importing()
                    .apply(() -> database.importDatabase(source))
                    .get();
            entry.done("records", records(report), "sections", report.sections().keySet());
            return json(report);
        }
    }

    private static long records(Report report) {
        return report.sections().values().stream()
                .mapToLong(counts -> counts.added() + counts.changed() + counts.removed() + counts.cascaded())
                .sum();
    }

    /** Returns how many records an export has just now. */
    private long records(boolean full) {
        return database.statistics().entrySet().stream()
                .filter(count -> full || catalogue.section(count.getKey()).isPortable())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static String json(Report report) {
        Map<String, Json> sections = new LinkedHashMap<>();
        report.sections()
                .forEach((name, counts) -> sections.put(
                        name,
                        Json.object(
                                "added",
                                counts.added(),
                                "changed",
                                counts.changed(),
                                "removed",
                                counts.removed(),
                                "cascaded",
                                counts.cascaded())));
        return Json.object("sections", sections).toString();
    }

    /** Empties all models. */
    @POST
    @Path("clear")
    @Consumes(MediaType.WILDCARD)
    public void clear() {
        long records = records(true);
        database.clearDatabase();
        audit.done("clearDatabase", "records", records);
    }

    /** Returns how many records each model has, which database it is, and its schema's version. */
    @GET
    @Path("statistics")
    public String statistics() {
        return Json.object(
                        "models", database.statistics(),
                        "database", storage.dialect().productName(),
                        "schemaVersion", schema.version())
                .toString();
    }
}
