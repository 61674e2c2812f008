package dev.metabuilder.database.vendor;

import java.util.Set;
import javax.transaction.xa.XAException;

/** Payara's exceptions for a pool without a connection and for a failed commit. We know these classes only by name. */
public final class PayaraErrors {

    /** The exceptions of the pool. */
    static final Set<String> OF_THE_POOL = Set.of(
            "jakarta.resource.spi.ResourceAllocationException",
            "com.sun.appserv.connectors.internal.api.PoolingException");

    /** The exception of a failed commit. */
    static final String OF_THE_COMMIT = "jakarta.transaction.RollbackException";

    private PayaraErrors() {}

    /** Returns whether the pool threw an exception. */
    public static boolean isOfPool(Throwable thrown) {
        return OF_THE_POOL.contains(thrown.getClass().getName());
    }

    /** Returns whether an exception says that a commit failed. */
    public static boolean isOfCommit(Throwable thrown) {
        return thrown instanceof XAException
                || OF_THE_COMMIT.equals(thrown.getClass().getName());
    }
}
