package dev.metabuilder.database.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;

/**
 * The calls that have no place at the {@link AdmissionLimit} because they wait for their callers: the request is still
 * arriving, or the answer is still being sent. Each holds a thread, so their number is limited. Each caller has a lower
 * limit, so that a caller who is slow on purpose only affects himself.
 */
@ApplicationScoped
public class PendingExchanges {

    private final int most;
    private final int mostOfOne;
    private final Map<String, Integer> callers = new HashMap<>();
    private int all;

    /** Makes limits from the number of HTTP threads. */
    @Inject
    public PendingExchanges(Configuration configuration) {
        this(2 * configuration.httpThreads());
    }

    PendingExchanges(int most) {
        this.most = most;
        this.mostOfOne = most / 4;
    }

    /** For the container's proxy. */
    PendingExchanges() {
        this(0);
    }

    /** Returns why a caller may not begin another call, or null. It assumes that all calls which have begun are slow. */
    public synchronized String refusal(String caller) {
        if (callers.getOrDefault(caller, 0) >= mostOfOne) {
            return "Too many of your calls are still being sent or read; the limit is " + mostOfOne + ".";
        }
        return all < most ? null : "Too many calls are still being sent or read; the limit is " + most + ".";
    }

    /** Counts a call whose request is arriving, unless there is a {@link #refusal}, which it returns. */
    public synchronized String begin(String caller) {
        String refusal = refusal(caller);
        if (refusal == null) {
            add(caller);
        }
        return refusal;
    }

    /** Counts a call whose answer is ready, without a limit: the answer is sent in any case. */
    public synchronized void add(String caller) {
        all++;
        callers.merge(caller, 1, Integer::sum);
    }

    /** Stops counting a call of a caller. */
    public synchronized void end(String caller) {
        all--;
        callers.computeIfPresent(caller, (of, count) -> count == 1 ? null : count - 1);
    }

    /** Returns the number of counted calls. */
    public synchronized int count() {
        return all;
    }
}
