package dev.metabuilder.database.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.metabuilder.database.Database;
import dev.metabuilder.database.content.PageConfig;
import dev.metabuilder.database.content.PageConfig_;
import dev.metabuilder.database.errors.InvalidException;
import dev.metabuilder.database.query.Operator;
import dev.metabuilder.database.query.Page;
import dev.metabuilder.database.query.RecordQuery;
import dev.metabuilder.database.testing.InServer;
import dev.metabuilder.database.users.Role;
import dev.metabuilder.database.users.User;
import dev.metabuilder.database.users.User_;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Queries from Java, by the static metamodel. */
class QueriesIT extends InServer {

    @Inject
    private Database database;

    private static User user(int number, Role role) {
        var user = new User();
        user.setId("u" + number);
        user.setUsername("name" + (9 - number));
        user.setEmail(number + "@x");
        user.setRole(role);
        user.setCreatedAt(1_000_000_000_000L + number);
        user.setBio(number % 2 == 0 ? null : "bio");
        return user;
    }

    private void fill() {
        database.clearDatabase();
        var users = new ArrayList<User>();
        for (int i = 0; i < 10; i++) {
            users.add(user(i, i < 4 ? Role.ADMIN : i == 4 ? Role.SUPERGOD : Role.USER));
        }
        database.setUsers(users);
    }

    private static List<String> ids(Page<User> page) {
        return page.records().stream().map(User::getId).toList();
    }

    @Test
    void recordsAreFilteredSortedAndPaged() {
        fill();
        var query = RecordQuery.of(User.class)
                .where(User_.role, Operator.IN, List.of(Role.USER, Role.SUPERGOD))
                .where(User_.createdAt, Operator.LESS_OR_EQUAL, 1_000_000_000_008L)
                .sort(User_.username)
                .limit(3);
        var first = database.list(query);
        assertEquals(List.of("u8", "u7", "u6"), ids(first));
        var second = database.list(query.after(first.next()));
        assertEquals(List.of("u5", "u4"), ids(second));
        assertNull(second.next());
        assertEquals(5, database.count(query));
        assertEquals(
                List.of("u9", "u7", "u5", "u3", "u1"),
                ids(database.list(RecordQuery.of(User.class)
                        .where(User_.bio, Operator.NOT_EQUAL, "other")
                        .where(User_.bio, Operator.EQUAL, "bio")
                        .sortDescending(User_.createdAt))));
    }

    @Test
    void whatIsNoScalarAndWhatIsNotSaidIsRefused() {
        fill();
        var pages = RecordQuery.of(PageConfig.class);
        assertThrows(InvalidException.class, () -> pages.sort(PageConfig_.componentTree));
        assertThrows(InvalidException.class, () -> pages.sort(BaseEntity_.rowVersion));
        assertThrows(InvalidException.class, () -> pages.limit(0));
        assertThrows(InvalidException.class, () -> pages.limit(RecordQuery.MOST_RECORDS + 1));
        assertThrows(InvalidException.class, () -> database.list(pages.after("x")));
        assertEquals(List.of(), database.list(pages).records());
    }

    @Test
    void aPageSeesWhatItsTransactionHasWritten() {
        fill();
        database.deleteUser("u0");
        assertEquals(List.of("u1"), ids(database.list(RecordQuery.of(User.class).limit(1))));
    }
}
