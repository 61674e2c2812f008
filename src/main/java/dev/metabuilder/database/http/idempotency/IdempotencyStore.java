package dev.metabuilder.database.http.idempotency;

import dev.metabuilder.database.errors.ConflictException;
import dev.metabuilder.database.errors.InvalidException;
import dev.metabuilder.database.storage.ErrorTranslator;
import dev.metabuilder.database.storage.ScheduledTask;
import dev.metabuilder.database.storage.Storage;
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
import java.util.concurrent.Callable;

/** Stores the answers to calls with an {@code Idempotency-Key} for a day, in a table of its own. */
@Stateless
@Interceptors(ErrorTranslator.class)
public class IdempotencyStore {

    private static final long KEPT_MILLISECONDS = Duration.ofDays(1).toMillis();
    private static final ScheduledTask REMOVAL = new ScheduledTask("the removal of stored answers older than a day");

    @Inject
    private Storage storage;

    @Resource
    private SessionContext context;

    /**
     * A stored answer.
     *
     * @param status its status
     * @param location its header Location, or null
     * @param tag its entity tag, or null
     * @param body its body, or null
     * @param limit the name of the caller's access limit at the time of the call: a constant of
     *     {@link dev.metabuilder.database.security.AccessLimit}
     */
    public record Kept(int status, String location, String tag, String body, String limit) {}

    /**
     * Carries out a call and stores its answer in one transaction, unless it was carried out before.
     *
     * @param call the call; it returns null if it has failed and must be rolled back
     * @return the stored answer, or null if the call was carried out now
     * @throws ConflictException if another server is carrying out the same call
     * @throws InvalidException if another call has used the key
     */
    public Kept once(IdempotencyKey key, Callable<Kept> call) throws Exception {
        if (!storage.dialect().lockName(storage::inTransaction, key.lock())) {
            throw stillRunning();
        }
        Kept before = storage.read(connection -> find(connection, key));
        if (before == null) {
            Kept answer = call.call();
            if (answer == null) {
                context.setRollbackOnly();
            } else {
                keep(storage.inTransaction(), key, answer);
            }
        }
        return before;
    }

    static ConflictException stillRunning() {
        return new ConflictException("A call with this Idempotency-Key is being carried out; try again.", null);
    }

    private static Kept find(Connection connection, IdempotencyKey key) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT request, status, location, tag, body FROM idempotency_keys WHERE id = ? AND created_at > ?")) {
            select.setString(1, key.id());
            select.setLong(2, System.currentTimeMillis() - KEPT_MILLISECONDS);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                // The limit comes after the request; an earlier build stored none.
                String[] request = row.getString(1).split(" ", 2);
                if (!request[0].equals(key.request())) {
                    throw new InvalidException(
                            "", "the Idempotency-Key was used for another call; each call needs a key of its own");
                }
                return new Kept(
                        row.getInt(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        request.length == 1 ? "" : request[1]);
            }
        }
    }

    private static void keep(Connection connection, IdempotencyKey key, Kept answer) throws SQLException {
        long now = System.currentTimeMillis();
        try (PreparedStatement delete =
                        connection.prepareStatement("DELETE FROM idempotency_keys WHERE id = ? AND created_at <= ?");
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO idempotency_keys (id, request, created_at, status,"
                                + " location, tag, body) VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            delete.setString(1, key.id());
            delete.setLong(2, now - KEPT_MILLISECONDS);
            delete.executeUpdate();
            insert.setString(1, key.id());
            insert.setString(2, key.request() + " " + answer.limit());
            insert.setLong(3, now);
            insert.setInt(4, answer.status());
            insert.setString(5, answer.location());
            insert.setString(6, answer.tag());
            insert.setString(7, answer.body());
            insert.executeUpdate();
        }
    }

    /** Removes answers that are older than a day, every hour. */
    @Schedule(hour = "*", minute = "17", persistent = false)
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void removeOldOnSchedule() {
        REMOVAL.run(context.getBusinessObject(IdempotencyStore.class)::removeOld);
    }

    /** Removes answers that are older than a day. */
    public void removeOld() {
        try (PreparedStatement delete =
                storage.inTransaction().prepareStatement("DELETE FROM idempotency_keys WHERE created_at <= ?")) {
            delete.setLong(1, System.currentTimeMillis() - KEPT_MILLISECONDS);
            delete.executeUpdate();
        } catch (SQLException e) {
            throw ErrorTranslator.translate(e);
        }
    }
}
