package dev.metabuilder.database.storage;

import dev.metabuilder.database.errors.ConflictException;
import dev.metabuilder.database.errors.DatabaseException;
import dev.metabuilder.database.errors.UnavailableException;
import dev.metabuilder.database.platform.DatabaseFailure;
import dev.metabuilder.database.platform.DatabaseFailure.Kind;
import dev.metabuilder.database.vendor.PayaraErrors;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.InvocationContext;
import jakarta.persistence.OptimisticLockException;
import java.sql.SQLException;
import javax.transaction.xa.XAException;

/**
 * Translates errors of the database, the pool and the container into our exceptions. As an interceptor it surrounds calls
 * that begin and end their own transaction, so that it also sees an error of the commit.
 */
public class ErrorTranslator {

    /** Calls the method, and translates what it throws. */
    @AroundInvoke
    public Object translateThrown(InvocationContext call) throws Exception {
        try {
            return call.proceed();
        } catch (DatabaseException e) {
            throw e;
        } catch (RuntimeException e) {
            throw translate(e);
        }
    }

    /**
     * Returns the exception for the caller: a {@link DatabaseException} if the error is about the call, the data or the
     * availability of the database, otherwise the thrown exception, which is an internal error.
     */
    public static RuntimeException translate(Throwable thrown) {
        for (Throwable e = thrown; e != null; e = e.getCause()) {
            RuntimeException known = known(e, thrown);
            if (known != null) {
                return known;
            }
        }
        RuntimeException ofPool = ofPool(thrown);
        if (ofPool != null) {
            return ofPool;
        }
        return thrown instanceof RuntimeException runtime ? runtime : new IllegalStateException(thrown);
    }

    /** Returns an exception with the given message, and with the reason if {@link #translate} knows it. */
    public static UnavailableException explain(String words, SQLException e) {
        boolean known = translate(e) instanceof UnavailableException;
        return new UnavailableException(known ? words + " " + translate(e).getMessage() : words, e);
    }

    private static RuntimeException known(Throwable e, Throwable thrown) {
        if (e instanceof DatabaseException ours) {
            return ours;
        }
        if (e instanceof OptimisticLockException) {
            return UnavailableException.ofRollback(
                    "Another call changed the same record meanwhile; try again.", thrown);
        }
        if (e instanceof SQLException sql) {
            return translate(DatabaseFailure.of(sql), thrown);
        }
        return PayaraErrors.isOfCommit(e) ? atCommit(e, thrown) : null;
    }

    /** Returns whether the reason is another program's lock on the database. */
    static boolean isLocked(Throwable thrown) {
        for (Throwable e = thrown; e != null; e = e.getCause()) {
            if (e instanceof SQLException sql && DatabaseFailure.of(sql).kind() == Kind.LOCKED) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns whether any other write would fail in the same way, because the reason is neither the data nor a lock on them.
     */
    static boolean isOfWholeDatabase(Throwable thrown) {
        for (Throwable e = thrown; e != null; e = e.getCause()) {
            if (e instanceof SQLException sql) {
                return switch (DatabaseFailure.of(sql).kind()) {
                    case CONFLICT, ROLLED_BACK, BUSY, STOPPED, PART_DAMAGED, OTHER -> false;
                    default -> true;
                };
            }
        }
        // The pool gave no connection, or nobody knows the result of the commit.
        return thrown instanceof UnavailableException;
    }

    /** Payara keeps only the text of an error at the commit. On an untouched Payara this text has no error code. */
    private static RuntimeException atCommit(Throwable e, Throwable thrown) {
        DatabaseFailure failure = DatabaseFailure.ofCommit(String.valueOf(e.getMessage()));
        // Our connections have rolled back. But nobody knows what a failing disk has stored, or what a lost server has
        // done.
        boolean unknown =
                failure == null || failure.kind() == Kind.CONNECTION_LOST || failure.kind() == Kind.DISK_FAILS;
        RuntimeException known = unknown ? null : translate(failure, thrown);
        return known != null || !(e instanceof XAException)
                ? known
                : new UnavailableException(
                        "The database failed at the commit: whether the call was done is not known. Send it again with"
                                + " its Idempotency-Key, or look before you do.",
                        thrown);
    }

    /** Returns the exception for a commit that has failed in a process without a server. */
    static RuntimeException ofCommit(SQLException e) {
        DatabaseFailure failure = DatabaseFailure.of(e);
        return switch (failure.kind()) {
            case CONNECTION_LOST, DISK_FAILS, OTHER ->
                new UnavailableException(
                        "The database failed at the commit: whether the work was done is not known. Look before you"
                                + " repeat it.",
                        e);
            default -> translate(failure, e);
        };
    }

    /**
     * Translates an error of the pool: it has no free connection, or the driver could not open one for an unknown reason.
     */
    private static RuntimeException ofPool(Throwable thrown) {
        boolean ofPool = false;
        for (Throwable e = thrown; e != null; e = e.getCause()) {
            ofPool |= PayaraErrors.isOfPool(e);
            if (ofPool && e instanceof SQLException) {
                return unreachable(thrown);
            }
        }
        return ofPool
                ? new UnavailableException("All connections to the database are in use; try again.", thrown)
                : null;
    }

    private static RuntimeException translate(DatabaseFailure failure, Throwable thrown) {
        return switch (failure.kind()) {
            case CONFLICT -> conflict(failure, thrown);
            case ROLLED_BACK ->
                UnavailableException.ofRollback("The database is busy with other calls; try again.", thrown);
            case BUSY -> new UnavailableException("The database is busy with other calls; try again.", thrown);
            case STOPPED ->
                new UnavailableException(
                        "A statement of this call was stopped: it took too long, which a list does after 5 s, or an"
                                + " operator stopped it. Ask for less, or try again.",
                        thrown);
            case LOCKED -> new UnavailableException("The database is locked by another writer; try again.", thrown);
            case READ_ONLY -> new UnavailableException("The database can't be written to.", thrown);
            case PART_DAMAGED -> FileDamage.told(thrown);
            case FILE_DAMAGED -> FileDamage.noticed(thrown);
            case DISK_FAILS -> new UnavailableException("The database's disk fails.", thrown);
            case FULL -> new UnavailableException("The database has run out of room or of connections.", thrown);
            case CONNECTION_LOST, UNREACHABLE -> unreachable(thrown);
            case OTHER -> null;
        };
    }

    private static UnavailableException unreachable(Throwable thrown) {
        return new UnavailableException("The database can't be reached.", thrown);
    }

    private static ConflictException conflict(DatabaseFailure failure, Throwable thrown) {
        return new ConflictException(
                "A call that ran at the same time has taken the same key or unique value, or removed what this one"
                        + " refers to" + (failure.constraint().isEmpty() ? "" : " (" + failure.constraint() + ")")
                        + ".",
                thrown);
    }
}
