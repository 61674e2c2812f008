package dev.metabuilder.database.storage;

import dev.metabuilder.database.errors.ConflictException;
import dev.metabuilder.database.errors.DatabaseException;
import dev.metabuilder.database.errors.UnavailableException;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.InvocationContext;
import jakarta.persistence.OptimisticLockException;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.transaction.xa.XAException;

/**
 * Puts what the database, the pool and the container say into our own words. As an interceptor it stands around calls
 * that begin and end their own transaction, so that it also sees what goes wrong at the commit.
 */
public class ErrorTranslator {

    private static final int SQLITE_BUSY = 5;
    private static final int SQLITE_LOCKED = 6;
    private static final int SQLITE_READONLY = 8;
    private static final int SQLITE_IOERR = 10;
    private static final int SQLITE_CORRUPT = 11;
    private static final int SQLITE_FULL = 13;
    private static final int SQLITE_CANTOPEN = 14;
    private static final int SQLITE_CONSTRAINT = 19;
    private static final int SQLITE_NOTADB = 26;

    /** The names that our changelog gives to constraints, and SQLite's way of naming columns. */
    private static final Pattern CONSTRAINT =
            Pattern.compile("\\b(\\w+?)_(?:key|pkey|fkey)\\b|constraint failed: (\\w+\\.\\w+)");

    /** What our connections write before the text of a commit that fails, and what the driver of SQLite has in it. */
    private static final Pattern CODE =
            Pattern.compile("\\bSQLState (\\w{5}): |\\bSQLite code (\\d+): |\\[SQLITE_CONSTRAINT");

    /** Lets a call through, and translates what it throws. */
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
     * Returns the failure to tell the caller: a {@link DatabaseException} when it is about the call, the data or the
     * availability of the database, else what was thrown, which is a fault of ours.
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

    /** Returns the failure to tell of a piece of work in its own words, with the reason where {@link #translate} knows it. */
    public static UnavailableException explain(String words, SQLException e) {
        boolean known = translate(e) instanceof UnavailableException;
        return new UnavailableException(known ? words + " " + translate(e).getMessage() : words, e);
    }

    private static RuntimeException known(Throwable e, Throwable thrown) {
        if (e instanceof DatabaseException ours) {
            return ours;
        }
        if (e instanceof OptimisticLockException) {
            return new UnavailableException("Another call changed the same record meanwhile; try again.", thrown);
        }
        if (e instanceof SQLException sql) {
            return translate(sql, thrown);
        }
        if (e instanceof XAException
                || "jakarta.transaction.RollbackException".equals(e.getClass().getName())) {
            return atCommit(e, thrown);
        }
        return null;
    }

    /** Returns whether it failed for another program's lock on an SQLite file. */
    static boolean isLocked(Throwable thrown) {
        for (Throwable e = thrown; e != null; e = e.getCause()) {
            int code = e instanceof SQLException sql && sql.getSQLState() == null ? sql.getErrorCode() & 0xFF : 0;
            if (code == SQLITE_BUSY || code == SQLITE_LOCKED) {
                return true;
            }
        }
        return false;
    }

    /** Payara keeps nothing but the text of what went wrong at the commit. An untouched Payara has no code in it. */
    private static RuntimeException atCommit(Throwable e, Throwable thrown) {
        String text = String.valueOf(e.getMessage());
        Matcher named = CODE.matcher(text);
        boolean coded = named.find();
        String state = coded && named.group(1) != null ? named.group(1) : "";
        int code = coded && named.group(2) != null ? Integer.parseInt(named.group(2)) & 0xFF : 0;
        if (state.isEmpty() && code == 0 && (coded || CONSTRAINT.matcher(text).find())) {
            return conflict(e, thrown);
        }
        // Our connection to SQLite has rolled back; of a disk that fails nobody knows what it has kept.
        RuntimeException known =
                !coded || isLost(state) || code == SQLITE_IOERR ? null : translate(e, state, code, thrown);
        return known != null || !(e instanceof XAException)
                ? known
                : new UnavailableException(
                        "The database failed at the commit: whether the call was done is not known. Send it again with"
                                + " its Idempotency-Key, or look before you do.",
                        thrown);
    }

    /** Says why the pool has given no connection: it has none left, or the driver could make none, for a reason unknown. */
    private static RuntimeException ofPool(Throwable thrown) {
        boolean ofPool = false;
        for (Throwable e = thrown; e != null; e = e.getCause()) {
            ofPool |= e.getClass().getName().endsWith("ResourceAllocationException")
                    || e.getClass().getName().endsWith("PoolingException");
            if (ofPool && e instanceof SQLException) {
                return unreachable(thrown);
            }
        }
        return ofPool
                ? new UnavailableException("All connections to the database are in use; try again.", thrown)
                : null;
    }

    private static RuntimeException translate(SQLException e, Throwable thrown) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        return translate(e, state, e.getErrorCode() & 0xFF, thrown);
    }

    private static RuntimeException translate(Throwable e, String state, int code, Throwable thrown) {
        if (state.startsWith("23") || (state.isEmpty() && code == SQLITE_CONSTRAINT)) {
            return conflict(e, thrown);
        }
        if (state.equals("40001") || state.equals("40P01") || state.equals("55P03") || state.equals("57014")) {
            return new UnavailableException("The database is busy with other calls; try again.", thrown);
        }
        if (state.isEmpty() && (code == SQLITE_BUSY || code == SQLITE_LOCKED)) {
            return new UnavailableException("The database is locked by another writer; try again.", thrown);
        }
        if (state.equals("25006") || (state.isEmpty() && code == SQLITE_READONLY)) {
            return new UnavailableException("The database can't be written to.", thrown);
        }
        if (state.equals("XX001") || state.equals("XX002")) {
            // One index, perhaps, which an operator makes anew while all else goes on.
            return FileDamage.told(thrown);
        }
        if (state.isEmpty() && (code == SQLITE_CORRUPT || code == SQLITE_NOTADB)) {
            return FileDamage.noticed(thrown);
        }
        if (state.isEmpty() && code == SQLITE_IOERR) {
            return new UnavailableException("The database's disk fails.", thrown);
        }
        if (state.startsWith("53") || (state.isEmpty() && code == SQLITE_FULL)) {
            return new UnavailableException("The database has run out of room or of connections.", thrown);
        }
        if (isLost(state) || state.startsWith("28") || (state.isEmpty() && code == SQLITE_CANTOPEN)) {
            return unreachable(thrown);
        }
        return null;
    }

    /** Whether the connection is gone, and with it the answer. */
    private static boolean isLost(String state) {
        // The last two are PostgreSQL's own limits of a session that an operator has set, which end it too.
        return state.startsWith("08") || state.startsWith("57P") || state.equals("25P03") || state.equals("25P04");
    }

    private static UnavailableException unreachable(Throwable thrown) {
        return new UnavailableException("The database can't be reached.", thrown);
    }

    private static ConflictException conflict(Throwable e, Throwable thrown) {
        Matcher name = CONSTRAINT.matcher(String.valueOf(e.getMessage()));
        String what = !name.find() ? "" : name.group(1) != null ? name.group(1) : name.group(2);
        String words = what.replaceAll("[_.]", " ");
        return new ConflictException(
                "A call that ran at the same time has taken the same key or unique value, or removed what this one"
                        + " refers to" + (words.isEmpty() ? "" : " (" + words + ")") + ".",
                thrown);
    }
}
