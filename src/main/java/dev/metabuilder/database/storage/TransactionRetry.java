package dev.metabuilder.database.storage;

import dev.metabuilder.database.errors.UnavailableException;
import jakarta.annotation.Resource;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Runs a call again whose transaction the database has rolled back because of others. It surrounds calls that begin and end
 * their own transaction. Within a caller's transaction it does nothing: only the caller can run that again.
 */
public class TransactionRetry {

    /** Each of them meets another deadlock only by chance. */
    private static final int MOST_RUNS = 4;

    /** The longest pause before the second run, in milliseconds; it doubles with each run. */
    private static final int PAUSE_MILLISECONDS = 20;

    @Resource
    private TransactionSynchronizationRegistry transactions;

    /** Calls the method, and again if its transaction was rolled back. */
    @AroundInvoke
    public Object runAgain(InvocationContext call) throws Exception {
        boolean repeatable = transactions.getTransactionStatus() == Status.STATUS_NO_TRANSACTION && isRepeatable(call);
        for (int run = 1; ; run++) {
            try {
                return call.proceed();
            } catch (UnavailableException e) {
                if (!repeatable || !e.isRolledBack() || run == MOST_RUNS) {
                    throw e;
                }
                // Two that were in each other's way should not meet again.
                Thread.sleep(ThreadLocalRandom.current().nextInt(PAUSE_MILLISECONDS << run));
            }
        }
    }

    /** What was written to a stream can't be taken back, and a large import would keep others out twice as long. */
    private static boolean isRepeatable(InvocationContext call) {
        Object[] parameters = call.getParameters();
        // Payara gives null where there are none.
        return parameters == null || Arrays.stream(parameters).noneMatch(AutoCloseable.class::isInstance);
    }
}
