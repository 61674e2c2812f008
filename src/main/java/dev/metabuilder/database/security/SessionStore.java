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
 * The sessions of all users, in a table beside the models, so that every server knows them. Each call finds its session by one
 * query, together with the user and the stored hash: the session is over when the name, the role or the password has changed,
 * or the user is gone.
 */
@Stateless
@Interceptors(ErrorTranslator.class)
public class SessionStore {

    /** How many a user may have; with one more the one ends that was not used for the longest time. */
    private static final int MOST_OF_ONE = 50;

    private static final String SELECT =
            "SELECT s.id, s.user_id, s.account_digest, s.created_at, s.used_at, u.username, u.role, c.password_hash"
                    + " FROM sessions s JOIN users u ON u.id = s.user_id"
                    + " LEFT JOIN credentials c ON c.username = u.username WHERE ";

    /** By how much what the database has of a session's use may be older than its use on another server. */
    private static final Duration LATE = Duration.ofMinutes(2);

    private static final ScheduledTask WRITING = new ScheduledTask("to write down when sessions were used");
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
     * A session that has just begun.
     *
     * @param token what its cookie brings: nobody else knows it, and the database has its SHA-256 only
     * @param session what else there is of it
     */
    public record Begun(String token, Session session) {}

    /**
     * Begins a session of a user who has just logged in. Its token is always a new one: none that a caller brings becomes valid.
     *
     * @param former the token that came with the log-in, whose session ends; null when there was none
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
                "DELETE FROM sessions WHERE user_id = ? AND id NOT IN (SELECT id FROM sessions WHERE user_id = ?"
                        + " ORDER BY used_at DESC, id LIMIT " + (MOST_OF_ONE - 1) + ")",
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

    /** Returns the caller to whose session a token belongs, null when there is no such session, or not any more. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Caller find(String token) {
        String id = SessionTokens.id(token);
        List<Caller> found = live("s.id = ?", id);
        if (found.isEmpty()) {
            return null;
        }
        // The call itself is a use of it.
        long now = System.currentTimeMillis();
        use.note(id, now);
        Session before = found.get(0).session();
        long createdAt = before.createdAt();
        return Caller.of(
                found.get(0).account(), new Session(id, before.userId(), createdAt, now, expiry(createdAt, now)));
    }

    /** Returns the sessions of a user that have not ended, the one begun last first. */
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
                        // For good, also when the name or the role becomes what it was.
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

    /** Writes down when a session was used; in a transaction for each, so that none waits for two. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void used(String id, long at) {
        update(storage.inTransaction(), "UPDATE sessions SET used_at = ? WHERE id = ? AND used_at < ?", at, id, at);
    }

    /** Removes one that has ended. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void remove(String id) {
        update(storage.inTransaction(), "DELETE FROM sessions WHERE id = ?", id);
    }

    /** Writes down what is known of all, each minute; in a transaction for each. */
    @Schedule(hour = "*", minute = "*", second = "0", persistent = false)
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void writeUseOnSchedule() {
        WRITING.run(use::write);
    }

    /** Removes those that have ended by themselves, each hour. */
    @Schedule(hour = "*", minute = "47", second = "30", persistent = false)
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void removeExpiredOnSchedule() {
        REMOVAL.run(() -> {
            // Where that fails, none is removed that may have been used.
            use.write();
            context.getBusinessObject(SessionStore.class).removeExpired();
        });
    }

    /** Removes those that have ended by themselves, and so long ago that the use which a server has let in is known. */
    public void removeExpired() {
        long now = System.currentTimeMillis();
        update(
                storage.inTransaction(),
                "DELETE FROM sessions WHERE used_at <= ? OR created_at <= ?",
                now - configuration.sessionIdleTimeout().plus(LATE).plus(LATE).toMillis(),
                now - configuration.sessionAbsoluteTimeout().toMillis());
    }

    /** A use that another server has still to write down is not held against the caller. */
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
