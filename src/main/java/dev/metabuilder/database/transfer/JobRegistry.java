package dev.metabuilder.database.transfer;

import dev.metabuilder.database.errors.DatabaseException;
import dev.metabuilder.database.errors.UnavailableException;
import dev.metabuilder.database.platform.Configuration;
import dev.metabuilder.database.record.ChangeOrigin;
import dev.metabuilder.database.replacement.ReplacementReport;
import dev.metabuilder.database.storage.ErrorTranslator;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The imports and exports of this server: the running ones, whose number is limited, and the last that have ended. */
@ApplicationScoped
public class JobRegistry {

    private static final Logger LOG = Logger.getLogger(JobRegistry.class.getName());

    private static final int MOST_ENDED = 20;

    @Inject
    private Configuration configuration;

    @Resource
    ManagedExecutorService executor;

    private final Map<String, Job> jobs = new LinkedHashMap<>();

    /**
     * Begins a job.
     *
     * @throws UnavailableException if the maximum number of jobs is running
     */
    public synchronized Job begin(Job.Kind kind) {
        long running = running();
        if (running >= configuration.mostJobs()) {
            throw new UnavailableException(
                    "Too many imports and exports run at the same time; the limit is " + running
                            + ". Try again when one has ended.",
                    null);
        }
        forgetOldest(jobs.size() - running - MOST_ENDED + 1);
        Job job = new Job(UUID.randomUUID().toString(), kind);
        jobs.put(job.id(), job);
        return job;
    }

    /** Returns how many jobs are running. */
    public long running() {
        return all().stream().filter(job -> job.state() == Job.State.RUNNING).count();
    }

    /** Cancels all running jobs. A job that is not already committed changes nothing. */
    public void cancelAll() {
        all().stream().filter(job -> job.state() == Job.State.RUNNING).forEach(job -> job.progress()
                .cancel());
    }

    private void forgetOldest(long count) {
        List<Job> ended =
                all().stream().filter(job -> job.state() != Job.State.RUNNING).toList();
        ended.stream().limit(Math.max(0, count)).forEach(job -> jobs.remove(job.id()));
    }

    /**
     * Does the work of a job, which returns the report of an import, or null. After it the job has ended, whatever happened.
     */
    public ReplacementReport run(Job job, Function<Job, ReplacementReport> work) {
        try {
            ReplacementReport report = prepare(job, work);
            job.done(report);
            return report;
        } catch (RuntimeException e) {
            throw ErrorTranslator.translate(e);
        }
    }

    /**
     * Does the first part of a job's work, whose changes are told as those of the job. Unless it fails, the job is still running
     * afterwards.
     */
    public <R> R prepare(Job job, Function<Job, R> work) {
        try {
            return ChangeOrigin.current().ofJob(job.id()).during(() -> work.apply(job));
        } catch (RuntimeException e) {
            job.failed(ErrorTranslator.translate(e));
            throw e;
        } catch (Error e) {
            // A job that never ended would take a place from others until the server stops.
            job.failed(new IllegalStateException(e));
            throw e;
        }
    }

    /**
     * Does a job's work in another thread, for the caller of this one.
     *
     * @throws UnavailableException if the server starts no more work, for example because it is stopping; the job has then
     *     failed, and its work has not begun
     */
    public void start(Job job, Function<Job, ReplacementReport> work) {
        ChangeOrigin caller = ChangeOrigin.current();
        prepare(job, same -> {
            try {
                executor.execute(() -> caller.during(() -> runApart(job, work)));
            } catch (RejectedExecutionException e) {
                throw new UnavailableException("The server starts no more imports; try again.", e);
            }
            return null;
        });
    }

    /** Returns the report, or null if the job has failed. */
    private ReplacementReport runApart(Job job, Function<Job, ReplacementReport> work) {
        try {
            return run(job, work);
        } catch (DatabaseException e) {
            LOG.log(Level.FINE, "The job tells why it failed", e);
            return null;
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, "A job failed by a fault of ours: " + job.id(), e);
            return null;
        }
    }

    /** Returns the job with an id, or null if there is none or it is no longer known. */
    public synchronized Job find(String id) {
        return jobs.get(id);
    }

    /** Returns the known jobs, the oldest first. */
    public synchronized List<Job> all() {
        return List.copyOf(jobs.values());
    }
}
