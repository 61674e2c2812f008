package dev.metabuilder.database.vendor;

import jakarta.persistence.EntityManager;
import org.eclipse.persistence.internal.sessions.UnitOfWorkImpl;

/** State of a transaction that EclipseLink knows and JPA does not offer. */
public final class EclipseLinkTransactions {

    private EclipseLinkTransactions() {}

    /**
     * Returns whether the current transaction has begun on the database: EclipseLink begins it there with the first write or
     * lock, and reads outside it until then.
     */
    public static boolean hasBegun(EntityManager entities) {
        return entities.isJoinedToTransaction()
                && entities.unwrap(UnitOfWorkImpl.class).wasTransactionBegunPrematurely();
    }
}
