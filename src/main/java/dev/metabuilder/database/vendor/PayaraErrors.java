package dev.metabuilder.database.vendor;

import java.util.Set;
import javax.transaction.xa.XAException;

/** What Payara throws when a pool has no connection, or a commit failed: classes that are known by their names alone. */
public final class PayaraErrors {

    /** What the pool throws. */
    static final Set<String> OF_THE_POOL = Set.of(
            "jakarta.resource.spi.ResourceAllocationException",
            "com.sun.appserv.connectors.internal.api.PoolingException");

    /** What is thrown for a commit that failed. */
    static final String OF_THE_COMMIT = "jakarta.transaction.RollbackException";

    private PayaraErrors() {}

    /** Returns whether the pool has thrown it. */
    public static boolean isOfPool(Throwable thrown) {
        return OF_THE_POOL.contains(thrown.getClass().getName());
    }

    /** Returns whether it says that a commit failed. */
    public static boolean isOfCommit(Throwable thrown) {
        return thrown instanceof XAException
                || OF_THE_COMMIT.equals(thrown.getClass().getName());
    }
}
