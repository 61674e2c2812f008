package dev.metabuilder.database.security;

import dev.metabuilder.database.json.NamedEnum;
import dev.metabuilder.database.platform.Configuration;
import dev.metabuilder.database.platform.ConnectionPool;
import dev.metabuilder.database.storage.ErrorTranslator;
import dev.metabuilder.database.storage.ScheduledTask;
import dev.metabuilder.database.storage.Storage;
import dev.metabuilder.database.users.Account;
import dev.metabuilder.database.users.Role;
import jakarta.annotation.Resource;
import jakarta.ejb.Schedule;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The sessions of all users, in a table of their own, so that every server knows them. Each call finds its session with one
 * query, together with the user and the stored hash: a session ends if the name, the role or the password changes, or the
 * user is deleted.
 */
@Stateless
@Interceptors(ErrorTranslator.class)
public class SessionStore {

    /** The maximum number of sessions of a user; a further one ends the one that has not been used for the longest time. */
    private static final int MOST_OF_ONE = 50;

    private static final String SELECT =
            "SELECT s.id, s.user_id, s.account_digest, s.created_at, s.used_at, u.username, u.role, c.password_hash"
                    + " FROM sessions s JOIN users u ON u.id = s.user_id"
                    + " LEFT JOIN credentials c ON c.username = u.username WHERE ";

    /** How much later a session may have been used on another server than the database knows. */
    private static final Duration LATE = Duration.ofMinutes(2);

    private static final ScheduledTask WRITING = new ScheduledTask("the storing of the last use of sessions");
    private static final ScheduledTask REMOVAL = new ScheduledTask("the removal of sessions that have expired");

    @Inject
    private Storage storage;

    @Inject
    private Configuration configuration;

    @Inject
    private SessionActivity use;

    @Resource
    private SessionContext context;

    /**
     * A new session.
     *
     * @param token its token, which only the cookie has: the database has only its SHA-256
     * @param session the session
     */
    public record Begun(String token, Session session) {}

    /**
     * Begins a session of a user who has just logged in. Its token is always new: a token that a caller sends never becomes
     * valid.
     *
     * @param former the token that the caller sent with the log-in, whose session ends, or null if there was none
     */
    public Begun begin(Caller caller, String former) {
        String token = SessionTokens.create();
        long now = System.currentTimeMillis();
        Session session = new Session(SessionTokens.id(token), caller.userId(), now, now, expiry(now, now));
        Connection connection = storage.inTransaction();
        if (former != null) {
            update(connection, "DELETE FROM sessions WHERE id = ?", SessionTokens.id(former));
        }
        update(
                connection,
                "DELETE FROM sessions WHERE user_id = ? AND id NOT IN (SELECT id FROM (SELECT id FROM sessions"
                        + " WHERE user_id = ? ORDER BY used_at DESC, id LIMIT " + (MOST_OF_ONE - 1) + ") last)",
                caller.userId(),
                caller.userId());
        update(
                connection,
                "INSERT INTO sessions (id, user_id, account_digest, created_at, used_at) VALUES (?, ?, ?, ?, ?)",
                session.id(),
                session.userId(),
                caller.account().digest(),
                now,
                now);
        return new Begun(token, session);
    }

    /** Returns the caller of a token's session, or null if there is no such session or it has ended. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Caller find(String token) {
        String id = SessionTokens.id(token);
        List<Caller> found = live("s.id = ?", id);
        if (found.isEmpty()) {
            return null;
        }
        // The call itself is a use of the session.
        long now = System.currentTimeMillis();
        use.note(id, now);
        Session before = found.get(0).session();
        long createdAt = before.createdAt();
        return Caller.of(
                found.get(0).account(), new Session(id, before.userId(), createdAt, now, expiry(createdAt, now)));
    }

    /** Returns the sessions of a user that have not ended, the newest first. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public List<Session> of(String userId) {
        return live("s.user_id = ? ORDER BY s.created_at DESC, s.id", userId).stream()
                .map(Caller::session)
                .toList();
    }

    private List<Caller> live(String which, String parameter) {
        List<Caller> found = new ArrayList<>();
        try (Connection connection = ConnectionPool.connection();
                PreparedStatement select = connection.prepareStatement(SELECT + which)) {
            select.setString(1, parameter);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Session session = session(row);
                    Account account = Account.of(
                            session.userId(),
                            row.getString("username"),
                            NamedEnum.constant(Role.class, row.getString("role")),
                            row.getString("password_hash"),
                            false);
                    if (!account.digest().equals(row.getString("account_digest"))) {
                        // The session ends for good, even if the old name or role comes back.
                        use.end(session.id());
                    } else if (!isOver(session) && !use.hasEnded(session.id())) {
                        found.add(Caller.of(account, session));
                    }
                }
            }
        } catch (SQLException e) {
            throw ErrorTranslator.translate(e);
        }
        return found;
    }

    private Session session(ResultSet row) throws SQLException {
        String id = row.getString("id");
        long createdAt = row.getLong("created_at");
        long usedAt = use.last(id, row.getLong("used_at"));
        return new Session(id, row.getString("user_id"), createdAt, usedAt, expiry(createdAt, usedAt));
    }

    /** Ends a session of a user; returns whether there was one. */
    public boolean end(String userId, String id) {
        return update(storage.inTransaction(), "DELETE FROM sessions WHERE user_id = ? AND id = ?", userId, id) > 0;
    }

    /** Ends all sessions of a user; returns how many. */
    public int endAll(String userId) {
        return update(storage.inTransaction(), "DELETE FROM sessions WHERE user_id = ?", userId);
    }

    /** Stores when a session was used. Each session has its own transaction, so that none waits for another. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void used(String id, long at) {
        update(storage.inTransaction(), "UPDATE sessions SET used_at = ? WHERE id = ? AND used_at < ?", at, id, at);
    }

    /** Removes an ended session. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void remove(String id) {
        update(storage.inTransaction(), "DELETE FROM sessions WHERE id = ?", id);
    }

    /** Stores the uses and ends of all sessions, every minute, in a transaction for each. */
    @Schedule(hour = "*", minute = "*", second = "0", persistent = false)
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void writeUseOnSchedule() {
        WRITING.run(use::write);
    }

    /** Removes expired sessions, every hour. */
    @Schedule(hour = "*", minute = "47", second = "30", persistent = false)
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void removeExpiredOnSchedule() {
        REMOVAL.run(() -> {
            // If this fails, no session is removed, because it may have been used.
            use.write();
            context.getBusinessObject(SessionStore.class).removeExpired();
        });
    }

    /**
     * Removes expired sessions. It waits long enough after the end of a session for every server to store the uses that it
     * knows of.
     */
    public void removeExpired() {
        long now = System.currentTimeMillis();
        update(
                storage.inTransaction(),
                "DELETE FROM sessions WHERE used_at <= ? OR created_at <= ?",
                now - configuration.sessionIdleTimeout().plus(LATE).plus(LATE).toMillis(),
                now - configuration.sessionAbsoluteTimeout().toMillis());
    }

    /** Returns whether a session has expired, allowing for a use that another server has not stored yet. */
    private boolean isOver(Session session) {
        return System.currentTimeMillis() >= expiry(session.createdAt(), session.usedAt() + LATE.toMillis());
    }

    private long expiry(long createdAt, long usedAt) {
        return Math.min(
                createdAt + configuration.sessionAbsoluteTimeout().toMillis(),
                usedAt + configuration.sessionIdleTimeout().toMillis());
    }

    private static int update(Connection connection, String sql, Object... parameters) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw ErrorTranslator.translate(e);
        }
    }
}
