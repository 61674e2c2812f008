package dev.metabuilder.database.vendor;

import jakarta.persistence.EntityManager;
import org.eclipse.persistence.internal.sessions.UnitOfWorkImpl;

/** What EclipseLink knows of a transaction, and JPA does not tell. */
public final class EclipseLinkTransactions {

    private EclipseLinkTransactions() {}

    /**
     * Returns whether the current transaction has begun on the database: EclipseLink begins it there with the first thing that
     * is written or locked, and reads outside of it until then.
     */
    public static boolean hasBegun(EntityManager entities) {
        return entities.isJoinedToTransaction()
                && entities.unwrap(UnitOfWorkImpl.class).wasTransactionBegunPrematurely();
    }
}
