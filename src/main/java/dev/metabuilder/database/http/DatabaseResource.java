package dev.metabuilder.database.http;

import com.fasterxml.jackson.core.JsonToken;
import dev.metabuilder.database.Database;
import dev.metabuilder.database.errors.InvalidException;
import dev.metabuilder.database.http.filter.BodyLimitFilter;
import dev.metabuilder.database.http.idempotency.Idempotent;
import dev.metabuilder.database.http.problem.ProblemType;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.json.JsonReader;
import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.replacement.ImportOptions;
import dev.metabuilder.database.replacement.ReplacementReport;
import dev.metabuilder.database.schema.Schema;
import dev.metabuilder.database.security.AuditLog;
import dev.metabuilder.database.storage.Storage;
import dev.metabuilder.database.transfer.ImportSource;
import dev.metabuilder.database.transfer.Job;
import dev.metabuilder.database.transfer.JobRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** The whole database. */
@Path("database")
@ApplicationScoped
@Idempotent
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class DatabaseResource {

    private static final String RESPOND_ASYNC = "respond-async";

    @Inject
    private Database database;

    @Inject
    private JobRegistry jobRegistry;

    @Inject
    private Catalogue catalogue;

    @Inject
    private Storage storage;

    @Inject
    private Schema schema;

    @Inject
    private AccessGuard accessGuard;

    @Inject
    private AuditLog auditLog;

    @Context
    private HttpHeaders headers;

    /** Fills each empty part with its defaults. */
    @POST
    @Path("initialize")
    @Idempotent(secret = true)
    public String initialize(InputStream body) throws IOException {
        PushbackInputStream stream = new PushbackInputStream(BodyLimitFilter.limit(body, BodyLimitFilter.RECORD_BYTES));
        int first = stream.read();
        Map<String, String> hashes = Map.of();
        if (first != -1) {
            stream.unread(first);
            hashes = RequestBody.read(stream, this::passwordHashes);
        }
        Map<String, String> made = database.initializeDatabase(hashes);
        auditLog.done("initializeDatabase", "passwordsMadeFor", made.keySet());
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
                hashes.putAll(RequestBody.values(reader, catalogue.section("credentials")));
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
        boolean full = choice("scope", scope, "portable", "full");
        if (full) {
            accessGuard.requireUnlimited();
        }
        String file = full ? "metabuilder-backup.json" : "metabuilder-export.json";
        AuditLog.Entry entry = auditLog.begin("exportDatabase");
        return Response.ok(StreamedResponses.of(out -> jobRegistry.run(jobRegistry.begin(Job.Kind.EXPORT), job -> {
                    recorded(entry, () -> {
                        database.exportDatabase(out, full, job.progress());
                        return null;
                    });
                    entry.done(
                            "full", full, "records", job.progress().snapshot().totalRecords());
                    return null;
                })))
                .header("Content-Disposition", "attachment; filename=\"" + file + "\"")
                .build();
    }

    /**
     * Replaces each section that the export contains, and answers with the report. If the caller prefers (RFC 7240), the
     * answer does not wait for the end, and has the URL of the job.
     */
    @POST
    @Path("import")
    @Idempotent(mostBytes = Long.MAX_VALUE)
    public Response importAll(
            InputStream body,
            @QueryParam("mode") String mode,
            @QueryParam("dryRun") String dryRun,
            @HeaderParam("Prefer") @DefaultValue("") String prefer) {
        boolean repairs = choice("mode", mode, "strict", "repair");
        boolean isDry = choice("dryRun", dryRun, "false", "true");
        AuditLog.Entry entry = auditLog.begin("importDatabase");
        Job running = jobRegistry.begin(Job.Kind.IMPORT);
        ImportSource source = recorded(
                entry,
                () -> jobRegistry.prepare(running, job -> {
                    job.progress().begin("receiving", 0.1, RequestBody.length(headers), 0);
                    return ImportSource.spool(body, job.progress());
                }));
        // It looks at the caller's rights now: they may have changed while the body was arriving.
        ImportOptions options = accessGuard.importing(repairs, isDry);
        Function<Job, ReplacementReport> work = job -> {
            try (source) {
                ReplacementReport report =
                        recorded(entry, () -> database.importDatabase(source, options, job.progress()));
                entry.done(
                        "dryRun",
                        options.dryRun(),
                        "records",
                        records(report),
                        "sections",
                        report.sections().keySet());
                return report;
            }
        };
        if (prefer.contains(RESPOND_ASYNC)) {
            startOrClose(running, work, source);
            return Response.accepted(JobResource.of(running))
                    .location(JobResource.location(running))
                    .header("Preference-Applied", RESPOND_ASYNC)
                    .build();
        }
        ReplacementReport report = jobRegistry.run(running, work);
        return Response.ok(StreamedResponses.json(out -> ReportDocument.write(report, out)))
                .build();
    }

    /** Starts a job, or closes the source if that fails: nobody else would close it. */
    private void startOrClose(Job job, Function<Job, ReplacementReport> work, ImportSource source) {
        try {
            jobRegistry.start(job, work);
        } catch (RuntimeException e) {
            source.close();
            throw e;
        }
    }

    /** Does audited work, and records a failure. The caller records success, because only he knows the counts. */
    private static <R> R recorded(AuditLog.Entry entry, Supplier<R> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            entry.done("failed", ProblemType.of(e).type());
            throw e;
        }
    }

    private static long records(ReplacementReport report) {
        return report.sections().values().stream()
                .mapToLong(counts -> counts.added() + counts.changed() + counts.removed() + counts.cascaded())
                .sum();
    }

    /** Returns whether a parameter has its second value, and not its first, which is the default. */
    private static boolean choice(String name, String given, String first, String second) {
        if (given != null && !given.equals(first) && !given.equals(second)) {
            throw new InvalidException("", "the query parameter " + name + " must be " + first + " or " + second);
        }
        return second.equals(given);
    }

    /** Empties all models. */
    @POST
    @Path("clear")
    @Consumes(MediaType.WILDCARD)
    public void clear() {
        long records = database.statistics().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        database.clearDatabase();
        auditLog.done("clearDatabase", "records", records);
    }

    /** Returns how many records each model has, the database, and the version of its schema. */
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
