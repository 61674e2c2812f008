package dev.metabuilder.database.http.filter;

import dev.metabuilder.database.json.NamedEnum;
import dev.metabuilder.database.platform.PendingExchanges;
import dev.metabuilder.database.security.AccessFilter;
import dev.metabuilder.database.storage.Progress;
import dev.metabuilder.database.transfer.Job;
import dev.metabuilder.database.transfer.JobRegistry;
import dev.metabuilder.database.vendor.PoolUsage;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Histogram;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/**
 * The module's part of {@code /metrics}: calls and their times by operation, the use of the pool, the number of calls that
 * wait for their callers, and the progress of jobs. An operation is a row of the access rules, never a path, so that the
 * number of series is fixed and no series has a key in its name.
 */
@ApplicationScoped
public class Metrics {

    private static final String UNKNOWN = "none";
    private static final long NANOSECONDS_IN_ONE = 1_000;

    @Inject
    private MetricRegistry registry;

    @Inject
    private JobRegistry jobRegistry;

    @Inject
    private PendingExchanges pendingExchanges;

    private final Map<String, Histogram> times = new ConcurrentHashMap<>();
    private final Map<String, Counter> calls = new ConcurrentHashMap<>();

    @PostConstruct
    void registerGauges() {
        registry.gauge("metabuilder_pool_used", PoolUsage::used);
        registry.gauge("metabuilder_pool_free", PoolUsage::free);
        registry.gauge("metabuilder_exchanges", pendingExchanges::count);
        for (Job.Kind kind : Job.Kind.values()) {
            Tag tag = new Tag("kind", NamedEnum.nameOf(kind));
            registry.gauge("metabuilder_jobs_running", () -> running(kind).count(), tag);
            gauge("metabuilder_jobs_records", kind, tag, Progress.Snapshot::records);
            gauge("metabuilder_jobs_total_records", kind, tag, Progress.Snapshot::totalRecords);
            gauge("metabuilder_jobs_bytes", kind, tag, Progress.Snapshot::bytes);
            gauge("metabuilder_jobs_total_bytes", kind, tag, Progress.Snapshot::totalBytes);
        }
    }

    private void gauge(String name, Job.Kind kind, Tag tag, ToLongFunction<Progress.Snapshot> value) {
        registry.gauge(
                name,
                () -> running(kind)
                        .map(job -> job.progress().snapshot())
                        .mapToLong(value)
                        .sum(),
                tag);
    }

    private Stream<Job> running(Job.Kind kind) {
        Predicate<Job> runs = job -> job.state() == Job.State.RUNNING;
        return jobRegistry.all().stream().filter(job -> job.kind() == kind).filter(runs);
    }

    /** Records a call of the API after its complete answer, with its duration. */
    void called(HttpServletRequest request, int status, long nanoseconds) {
        Object known = request.getAttribute(AccessFilter.OPERATION);
        String operation = known == null ? UNKNOWN : (String) known;
        times.computeIfAbsent(
                        operation,
                        name -> registry.histogram("metabuilder_operation_microseconds", new Tag("operation", name)))
                .update(nanoseconds / NANOSECONDS_IN_ONE);
        calls.computeIfAbsent(
                        status + " " + operation,
                        name -> registry.counter(
                                "metabuilder_calls",
                                new Tag("operation", operation),
                                new Tag("status", String.valueOf(status))))
                .inc();
    }
}
