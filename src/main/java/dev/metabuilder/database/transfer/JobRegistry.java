package dev.metabuilder.database.transfer;

import dev.metabuilder.database.errors.DatabaseException;
import dev.metabuilder.database.errors.UnavailableException;
import dev.metabuilder.database.platform.Configuration;
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
     * Lets a job begin.
     *
     * @throws UnavailableException when as many run as may
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

    /** Returns how many run. */
    public long running() {
        return all().stream().filter(job -> job.state() == Job.State.RUNNING).count();
    }

    /** Tells all that run to stop; they will have changed nothing, unless they were done already. */
    public void cancelAll() {
        all().stream().filter(job -> job.state() == Job.State.RUNNING).forEach(job -> job.progress()
                .cancel());
    }

    private void forgetOldest(long count) {
        List<Job> ended =
                all().stream().filter(job -> job.state() != Job.State.RUNNING).toList();
        ended.stream().limit(Math.max(0, count)).forEach(job -> jobs.remove(job.id()));
    }

    /** Does a job's work, which returns what an import did, or null; however it ends, the job does not run any more. */
    public ReplacementReport run(Job job, Function<Job, ReplacementReport> work) {
        try {
            ReplacementReport report = prepare(job, work);
            job.done(report);
            return report;
        } catch (RuntimeException e) {
            throw ErrorTranslator.translate(e);
        }
    }

    /** Does the first part of a job's work, after which it still runs, unless that part fails. */
    public <R> R prepare(Job job, Function<Job, R> work) {
        try {
            return work.apply(job);
        } catch (RuntimeException e) {
            job.failed(ErrorTranslator.translate(e));
            throw e;
        } catch (Error e) {
            // One that stayed in its place would keep others out for as long as the server lives.
            job.failed(new IllegalStateException(e));
            throw e;
        }
    }

    /**
     * Does a job's work while the caller goes on.
     *
     * @throws UnavailableException when the server starts no more work, as when it stops; the job has failed then, and the
     *     work was not begun
     */
    public void start(Job job, Function<Job, ReplacementReport> work) {
        prepare(job, same -> {
            try {
                executor.execute(() -> runApart(job, work));
            } catch (RejectedExecutionException e) {
                throw new UnavailableException("The server starts no more imports; try again.", e);
            }
            return null;
        });
    }

    private void runApart(Job job, Function<Job, ReplacementReport> work) {
        try {
            run(job, work);
        } catch (DatabaseException e) {
            LOG.log(Level.FINE, "The job tells why it failed", e);
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, "A job failed by a fault of ours: " + job.id(), e);
        }
    }

    /** Returns the job of that name, or null when there is none, or it is forgotten. */
    public synchronized Job find(String id) {
        return jobs.get(id);
    }

    /** Returns the jobs that are known, the oldest first. */
    public synchronized List<Job> all() {
        return List.copyOf(jobs.values());
    }
}
