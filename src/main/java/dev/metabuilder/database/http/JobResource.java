package dev.metabuilder.database.http;

import dev.metabuilder.database.errors.NotFoundException;
import dev.metabuilder.database.http.problem.ProblemDocument;
import dev.metabuilder.database.http.problem.ProblemType;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.json.JsonWriter;
import dev.metabuilder.database.platform.ServerLog;
import dev.metabuilder.database.storage.Progress;
import dev.metabuilder.database.transfer.Job;
import dev.metabuilder.database.transfer.JobRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.net.URI;

/** The running imports and exports and those that ended recently: to watch and to cancel. */
@Path("database/jobs")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class JobResource {

    @Inject
    private JobRegistry jobRegistry;

    /** Returns the URL of a job. */
    static URI location(Job job) {
        return URI.create("/api/database/jobs/" + job.id());
    }

    /** Returns the progress or the result of a job. */
    static StreamingOutput of(Job job) {
        return StreamedResponses.json(out -> write(job, out));
    }

    /** Returns all known jobs, the oldest first. */
    @GET
    public StreamingOutput all() {
        return StreamedResponses.json(out -> {
            out.beginArray();
            jobRegistry.all().forEach(job -> write(job, out));
            out.end();
        });
    }

    /** Returns a job with its progress or its result. */
    @GET
    @Path("{id}")
    public StreamingOutput find(@PathParam("id") String id) {
        return of(job(id));
    }

    /** Cancels a job. It ends soon, and changes nothing unless it is already committed. */
    @DELETE
    @Path("{id}")
    public void cancel(@PathParam("id") String id) {
        job(id).progress().cancel();
    }

    private Job job(String id) {
        Job job = jobRegistry.find(id);
        if (job == null) {
            throw new NotFoundException("There is no job with the id \"" + id + "\", or it is no longer known.");
        }
        return job;
    }

    private static void write(Job job, JsonWriter out) {
        out.beginObject()
                .member("id", job.id())
                .member("kind", job.kind())
                .member("state", job.state())
                .member("startedAt", job.startedAt());
        if (job.state() == Job.State.RUNNING) {
            out.member("progress", progress(job.progress().snapshot()));
        } else {
            writeEnd(job, out);
        }
        out.end();
    }

    private static void writeEnd(Job job, JsonWriter out) {
        out.member("finishedAt", job.finishedAt());
        if (job.failure() != null) {
            ProblemDocument.write(job.failure(), out.name("problem"));
        } else if (job.state() == Job.State.FAILED) {
            ProblemDocument.write(
                    ProblemType.FAULT, "A fault of ours" + ServerLog.reference("has it"), out.name("problem"));
        }
        if (job.report() != null) {
            ReportDocument.write(job.report(), out.name("report"));
        }
    }

    private static Json progress(Progress.Snapshot at) {
        return Json.object(
                "step", at.step(),
                "section", at.section(),
                "bytes", at.bytes(),
                "totalBytes", at.totalBytes(),
                "records", at.records(),
                "totalRecords", at.totalRecords(),
                "bytesPerSecond", at.bytesPerSecond(),
                "recordsPerSecond", at.recordsPerSecond(),
                "secondsLeft", at.secondsLeft() < 0 ? null : at.secondsLeft());
    }
}
