package dev.metabuilder.database.vendor;

import jakarta.persistence.EntityManager;
import org.eclipse.persistence.internal.sessions.UnitOfWorkImpl;
import org.eclipse.persistence.sessions.SessionEvent;
import org.eclipse.persistence.sessions.SessionEventAdapter;

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

    /**
     * Runs some work when the current JTA transaction is about to be committed. A synchronization of JTA itself would come too
     * late: by then EclipseLink has given its connection back, and the pool would give another one.
     */
    public static void beforeCommit(EntityManager entities, Runnable work) {
        entities.unwrap(UnitOfWorkImpl.class).getEventManager().addListener(new SessionEventAdapter() {
            @Override
            public void preCommitUnitOfWork(SessionEvent event) {
                work.run();
            }
        });
    }
}
