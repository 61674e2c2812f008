package dev.metabuilder.database.http;

import dev.metabuilder.database.errors.NotFoundException;
import dev.metabuilder.database.json.Json;
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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.util.List;

/** The imports and exports that run, and those that ended recently: to be watched, and to be cancelled. */
@Path("database/jobs")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class JobResource {

    @Inject
    private JobRegistry jobRegistry;

    /** Returns where a job can be watched. */
    static URI location(Job job) {
        return URI.create("/api/database/jobs/" + job.id());
    }

    /** Returns how far a job is, or what has become of it. */
    static StreamingOutput of(Job job) {
        return StreamedResponses.of(out -> write(job, out));
    }

    /** Returns all jobs that are known, the oldest first. */
    @GET
    public StreamingOutput all() {
        return StreamedResponses.of(out -> {
            append(out, "[");
            String comma = "";
            for (Job job : jobRegistry.all()) {
                append(out, comma);
                write(job, out);
                comma = ",";
            }
            append(out, "]");
        });
    }

    /** Returns a job: how far it is, or what has become of it. */
    @GET
    @Path("{id}")
    public StreamingOutput find(@PathParam("id") String id) {
        return of(job(id));
    }

    /** Tells a job to stop. It ends soon, and has changed nothing, unless it was done already. */
    @DELETE
    @Path("{id}")
    public void cancel(@PathParam("id") String id) {
        job(id).progress().cancel();
    }

    private Job job(String id) {
        Job job = jobRegistry.find(id);
        if (job == null) {
            throw new NotFoundException("There is no job with the id \"" + id + "\", or it is forgotten.");
        }
        return job;
    }

    private static void write(Job job, Writer out) {
        StringBuilder json = new StringBuilder(
                Json.object("id", job.id(), "kind", job.kind(), "state", job.state(), "startedAt", job.startedAt())
                        .toString());
        json.setLength(json.length() - 1);
        if (job.state() == Job.State.RUNNING) {
            Progress.Snapshot at = job.progress().snapshot();
            json.append(",\"progress\":").append(progress(at));
            append(out, json.append('}').toString());
            return;
        }
        json.append(",\"finishedAt\":").append(job.finishedAt());
        if (job.failure() != null) {
            json.append(",\"problem\":").append(ProblemDocument.json(job.failure()));
        } else if (job.state() == Job.State.FAILED) {
            json.append(",\"problem\":")
                    .append(ProblemDocument.body(ProblemType.FAULT, "A fault of ours; the log has it.", List.of(), 0));
        }
        append(out, json.toString());
        if (job.report() != null) {
            append(out, ",\"report\":");
            ReportDocument.write(job.report(), out);
        }
        append(out, "}");
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

    private static void append(Writer out, String text) {
        try {
            out.append(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
