package dev.metabuilder.database.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.metabuilder.database.Database;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.testing.InServer;
import dev.metabuilder.database.ui.CssCategory;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.UserTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** EclipseLink speaks each database's own SQL where queries need it. */
class PlatformIT extends InServer {

    @Inject
    private Database database;

    @Inject
    private UserTransaction transaction;

    @PersistenceContext
    private EntityManager entities;

    @BeforeEach
    void tenCategories() {
        if (database == null) {
            return;
        }
        database.clearDatabase();
        database.setCssClasses(IntStream.range(0, 10)
                .mapToObj(number -> {
                    CssCategory category = new CssCategory();
                    category.setName("c" + number);
                    category.setClasses(Json.parse("[]"));
                    return category;
                })
                .toList());
    }

    private TypedQuery<String> names(String where) {
        return entities.createQuery("SELECT c.name FROM CssCategory c " + where + " ORDER BY c.name", String.class);
    }

    @Test
    void resultsArePagedByTheDatabase() {
        assertEquals(10, names("").getResultList().size());
        assertEquals(List.of("c0", "c1", "c2"), names("").setMaxResults(3).getResultList());
        assertEquals(
                List.of("c3", "c4"),
                names("").setFirstResult(3).setMaxResults(2).getResultList());
        assertEquals(List.of("c8", "c9"), names("").setFirstResult(8).getResultList());
        assertEquals(List.of("c9"), names("").setFirstResult(9).setMaxResults(5).getResultList());
        assertEquals(List.of(), names("").setFirstResult(10).setMaxResults(1).getResultList());
        assertEquals(
                List.of("c5", "c7"),
                names("WHERE c.name IN ('c1', 'c5', 'c7', 'c9')")
                        .setFirstResult(1)
                        .setMaxResults(2)
                        .getResultList());
    }

    @Test
    void aQueryThatWasPagedOnceCanBePagedOtherwise() {
        for (int page = 0; page < 5; page++) {
            assertEquals(
                    List.of("c" + 2 * page, "c" + (2 * page + 1)),
                    names("").setFirstResult(2 * page).setMaxResults(2).getResultList());
        }
    }

    @Test
    void entitiesArePagedAsValuesAre() {
        List<String> page = entities.createQuery("SELECT c FROM CssCategory c ORDER BY c.name DESC", CssCategory.class)
                .setFirstResult(1)
                .setMaxResults(2)
                .getResultStream()
                .map(CssCategory::getName)
                .toList();
        assertEquals(List.of("c8", "c7"), page);
    }

    @Test
    void aRowThatIsLockedForUpdateIsLockedForOthersUntilTheTransactionEnds() throws Exception {
        transaction.begin();
        try {
            CssCategory locked = entities.find(CssCategory.class, "c1", LockModeType.PESSIMISTIC_WRITE);
            locked.setClasses(Json.parse("[\"a\"]"));
            entities.flush();
            CompletionException refused =
                    assertThrows(CompletionException.class, () -> CompletableFuture.runAsync(PlatformIT::updateAtOnce)
                            .join());
            assertEquals(SQLException.class, baseOf(refused.getCause()), refused::toString);
        } finally {
            transaction.commit();
        }
        updateAtOnce();
        assertEquals("[\"b\"]", database.getCssClasses().get(1).getClasses().toString());
    }

    private static Class<?> baseOf(Throwable thrown) {
        return thrown.getCause() instanceof SQLException ? SQLException.class : thrown.getClass();
    }

    /** Updates the row by plain SQL, on a connection of its own that does not wait. */
    private static void updateAtOnce() {
        try (Connection other = ConnectionPool.connection();
                Statement statement = other.createStatement()) {
            boolean sqlite = Dialect.of(other).isEmbedded();
            String wait =
                    switch (Dialect.of(other).productName()) {
                        case "SQLite" -> "PRAGMA busy_timeout = ";
                        case "PostgreSQL" -> "SET lock_timeout = ";
                        default -> "SET innodb_lock_wait_timeout = ";
                    };
            statement.execute(wait + 1);
            try {
                statement.executeUpdate("UPDATE css_categories SET classes = '[\"b\"]' WHERE name = 'c1'");
            } finally {
                statement.execute(wait + (sqlite ? 30_000 : "DEFAULT"));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
