package dev.metabuilder.database.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.metabuilder.database.Models;
import dev.metabuilder.database.content.Comment;
import dev.metabuilder.database.content.PageConfig;
import dev.metabuilder.database.errors.ConflictException;
import dev.metabuilder.database.http.idempotency.IdempotencyKey;
import dev.metabuilder.database.http.idempotency.IdempotencyStore;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.json.JsonWriter;
import dev.metabuilder.database.model.BaseEntity;
import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Draft;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Operation;
import dev.metabuilder.database.model.Operation.Kind;
import dev.metabuilder.database.model.Precondition;
import dev.metabuilder.database.model.Reference.Rule;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.platform.Configuration;
import dev.metabuilder.database.platform.Dialect;
import dev.metabuilder.database.query.Operator;
import dev.metabuilder.database.query.QueryExecutor;
import dev.metabuilder.database.query.RecordQuery;
import dev.metabuilder.database.record.Batch;
import dev.metabuilder.database.record.KeyValueWrites;
import dev.metabuilder.database.record.RecordStore;
import dev.metabuilder.database.record.SingletonStore;
import dev.metabuilder.database.replacement.ImportOptions;
import dev.metabuilder.database.replacement.JavaRecords;
import dev.metabuilder.database.replacement.Replacement;
import dev.metabuilder.database.replacement.ReplacementReport;
import dev.metabuilder.database.schema.Changes;
import dev.metabuilder.database.security.SessionStore;
import dev.metabuilder.database.system.SmtpConfig;
import dev.metabuilder.database.tenancy.Tenant;
import dev.metabuilder.database.testing.FreshDatabase;
import dev.metabuilder.database.testing.Frozen;
import dev.metabuilder.database.testing.JsonInput;
import dev.metabuilder.database.testing.LocalBeans;
import dev.metabuilder.database.testing.LocalTransactions;
import dev.metabuilder.database.testing.RecordingDataSource;
import dev.metabuilder.database.testing.TestDatabase;
import dev.metabuilder.database.ui.ComponentNode;
import dev.metabuilder.database.users.Credential;
import dev.metabuilder.database.users.Role;
import dev.metabuilder.database.users.User;
import dev.metabuilder.database.users.User_;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.naming.spi.InitialContextFactory;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Compares each statement that the driver gets, on each database and for some models, with the files in {@code statements/},
 * which show the effect of a change. The module itself sends the statements to a real database, without a server.
 */
class StatementsTest {

    private static final String FIRST = """
            {"users": [
              {"id": "u1", "username": "ann", "email": "ann@x", "role": "user", "createdAt": 1, "tenantId": "t1"},
              {"id": "u2", "username": "bob", "email": "bob@x", "role": "supergod", "createdAt": 2},
              {"id": "u3", "username": "cy", "email": "cy@x", "role": "user", "createdAt": 3, "mood": "good"}],
             "comments": [
              {"id": "c1", "userId": "u1", "content": "one", "createdAt": 4},
              {"id": "c2", "userId": "u3", "content": "two", "createdAt": 5}],
             "componentHierarchy": {"n1": {"type": "Box", "childIds": [], "order": 0, "pageId": "p"}},
             "credentials": {"ann": "", "bob": "", "cy": ""},
             "firstLoginFlags": {"ann": true},
             "packageData": {"k1": {"rows": [1]}},
             "tenants": [{"id": "t1", "name": "one", "ownerId": "u2", "createdAt": 6}]}
            """;

    /** Names are swapped, one who is gone takes along what is his, and the supergod is another. */
    private static final String SECOND = """
            {"users": [
              {"id": "u2", "username": "ann", "email": "bob@x", "role": "user", "createdAt": 2},
              {"id": "u1", "username": "bob", "email": "ann@x", "role": "supergod", "createdAt": 1, "tenantId": "t1"},
              {"id": "u4", "username": "dee", "email": "dee@x", "role": "user", "createdAt": 7}],
             "comments": [{"id": "c1", "userId": "u1", "content": "changed", "createdAt": 4}],
             "componentHierarchy": {"n2": {"type": "Box", "childIds": [], "order": 0, "pageId": "p"}},
             "credentials": {"ann": "", "dee": ""},
             "firstLoginFlags": {"bob": true},
             "packageData": {"k1": {"rows": [2]}, "k2": {}},
             "tenants": [{"id": "t1", "name": "two", "ownerId": "u2", "createdAt": 6}]}
            """;

    private static final String FAULTY = """
            {"users": [
              {"id": "u1", "username": "old", "email": "ann@x", "role": "supergod", "createdAt": 1},
              {"id": "u1", "username": "bob", "email": "ann@x", "role": "supergod", "createdAt": 1, "tenantId": "none"}],
             "comments": [{"id": "c1", "userId": "none", "content": "one", "createdAt": 4}]}
            """;

    private static final String USERS = """
            {"users": [{"id": "u2", "username": "eve", "email": "bob@x", "role": "supergod", "createdAt": 2}]}
            """;

    /** Some models that have one of each between them: what is added to the others changes no file. */
    private static final Catalogue CATALOGUE = catalogue(
            "users",
            "comments",
            "componentHierarchy",
            "credentials",
            "firstLoginFlags",
            "packageData",
            "tenants",
            "powerTransferRequests",
            "smtpConfig");

    /** What {@link dev.metabuilder.database.platform.ConnectionPool} leads to. */
    private static DataSource pool;

    @TempDir
    private Path folder;

    private RecordingDataSource recording;
    private final LocalTransactions transactions = new LocalTransactions();
    private LocalBeans beans;
    private EntityManager entities;

    /** The naming service of a server that has one datasource. */
    public static final class Naming implements InitialContextFactory {
        @Override
        public Context getInitialContext(Hashtable<?, ?> environment) throws NamingException {
            return new InitialContext(true) {
                @Override
                public Object lookup(String name) {
                    assertEquals("jdbc/metabuilder", name);
                    return pool;
                }
            };
        }
    }

    private static Catalogue catalogue(String... names) {
        return new Catalogue(Stream.of(names).map(Models.CATALOGUE::section).toArray(Section<?>[]::new));
    }

    @AfterEach
    void endNaming() {
        System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
        pool = null;
    }

    @ParameterizedTest
    @EnumSource
    void statementsAreThoseOfTheFile(TestDatabase kind) throws Exception {
        FreshDatabase database = Changes.database(kind, folder);
        recording = new RecordingDataSource(database);
        pool = recording.dataSource();
        System.setProperty(Context.INITIAL_CONTEXT_FACTORY, Naming.class.getName());
        try (EntityManagerFactory factory = Persistence.createEntityManagerFactory(
                        "metabuilder",
                        Map.of(
                                "jakarta.persistence.transactionType", "RESOURCE_LOCAL",
                                "jakarta.persistence.nonJtaDataSource", pool,
                                "eclipselink.logging.level", "OFF"));
                EntityManager manager = factory.createEntityManager()) {
            entities = manager;
            beans = new LocalBeans(manager, CATALOGUE, transactions);
            beans.get(Storage.class).dialect();
            recording.text();
            replacement();
            reading();
            singleRecords();
            batches();
            besideTheModels();
            history();
            declarations(database);
        }
        Frozen.check(Path.of("src/test/resources/statements", kind.id() + ".sql"), recording.text(), "StatementsTest");
    }

    private void replacement() throws Exception {
        replace("Sections that are empty are filled", FIRST, ImportOptions.STRICT);
        replace("Sections are replaced", SECOND, ImportOptions.STRICT);
        replace("Sections with faults are repaired", FAULTY, new ImportOptions(true, false, false));
        replace("Users are replaced, and what refers to them follows", USERS, ImportOptions.STRICT);
        refused("Conflicts are found", () -> replacement(FAULTY, ImportOptions.STRICT));
        within("Tenants are removed", () -> beans.get(Replacement.class)
                .replace(JavaRecords.none(List.of(CATALOGUE.section("tenants")))));
        within("All is as in the beginning", () -> replacement(FIRST, ImportOptions.STRICT));
    }

    private void replace(String title, String json, ImportOptions options) throws Exception {
        within(title, () -> replacement(json, options));
    }

    private ReplacementReport replacement(String json, ImportOptions options) throws ReflectiveOperationException {
        return beans.get(Replacement.class)
                .replace(new JsonInput(CATALOGUE, json), options, new Progress(), new ReplacementReport());
    }

    private void singleRecords() throws Exception {
        RecordStore records = beans.get(RecordStore.class);
        within("All records, and whether there are any", () -> {
            records.list(Comment.class);
            records.isEmpty(Comment.class);
        });
        within("One record, read and locked", () -> {
            records.find(User.class, "u1");
            records.hold(Comment.class, "c1");
        });
        within(
                "A user is added",
                () -> records.add(
                        draft(
                                User.class,
                                "id",
                                "u8",
                                "username",
                                "gil",
                                "email",
                                "gil@x",
                                "role",
                                "user",
                                "createdAt",
                                1),
                        null));
        within("A comment is added, which refers to a user", () -> records.add(comment("c8", "u1"), null));
        refused("A comment is not added: it refers to nobody", () -> records.add(comment("c9", "nobody"), null));
        refused(
                "A user is not added: the name and the role are taken",
                () -> records.add(
                        draft(
                                User.class,
                                "id",
                                "u9",
                                "username",
                                "ann",
                                "email",
                                "x",
                                "role",
                                "supergod",
                                "createdAt",
                                1,
                                "tenantId",
                                "t1"),
                        null));
        within("A comment is added if absent", () -> records.addIfAbsent(comment("c7", "u1")));
        within(
                "A record is changed in one statement",
                () -> records.update("u1", changes(User.class, "bio", "new", "createdAt", 7)));
        within(
                "A record is changed, and what refers to it follows",
                () -> records.update("u1", changes(User.class, "username", "zoe", "tenantId", "t1")));
        within(
                "A record is put in the place of another",
                () -> records.put("c8", comment("c8", "u2"), Precondition.NONE));
        within("A record is put where there is none", () -> records.put("c6", comment("c6", "u2"), Precondition.NONE));
        within("A tenant is deleted", () -> records.delete(Tenant.class, "t1"));
        within("A user is deleted", () -> records.delete(User.class, "u1"));
        deletionOfAPage();
        within("A record of which there is one at most is put and deleted", () -> {
            SingletonStore singletonStore = beans.get(SingletonStore.class);
            singletonStore.put(
                    draft(
                            SmtpConfig.class,
                            "host",
                            "h",
                            "port",
                            25,
                            "secure",
                            false,
                            "username",
                            "u",
                            "password",
                            "p",
                            "fromEmail",
                            "e",
                            "fromName",
                            "n"),
                    Precondition.NONE);
            singletonStore.delete(SmtpConfig.class, Precondition.NONE);
        });
        within("Values are set by key", () -> beans.get(KeyValueWrites.class)
                .set(Credential.class, "gil", "passwordHash", "", "firstLogin", true));
    }

    /** No model refers to one that comes before it and outlives it; one that a newcomer adds may. */
    private void deletionOfAPage() throws Exception {
        Catalogue withReference = new Catalogue(
                Models.CATALOGUE.section("pages"),
                Section.map("componentHierarchy", ComponentNode.class)
                        .refersTo(PageConfig.class, "pageId", Rule.SET_NULL));
        RecordStore records = new LocalBeans(entities, withReference).get(RecordStore.class);
        Draft<PageConfig> page = draft(
                PageConfig.class,
                "id",
                "p",
                "path",
                "/p",
                "title",
                "p",
                "level",
                1,
                "componentTree",
                List.of(),
                "requiresAuth",
                false);
        within("A page is added", () -> records.add(page, null));
        within(
                "A page is deleted, and components of a later table forget it",
                () -> records.delete(PageConfig.class, "p"));
    }

    private void batches() throws Exception {
        Batch batch = beans.get(Batch.class);
        within(
                "Many records are added",
                () -> batch.run(List.of(
                        add("c20", comment("c20", "u2")),
                        add("c21", comment("c21", "u3")),
                        add("c22", comment("c22", "u3")))));
        within(
                "Many records are changed and deleted",
                () -> batch.run(List.of(
                        Operation.of(Kind.UPDATE, "u2", changes(User.class, "username", "ida")),
                        Operation.of(Kind.UPDATE, "u3", changes(User.class, "username", "bob")),
                        Operation.of(Kind.UPSERT, "c22", comment("c22", "u2")),
                        Operation.deletion(Model.of(User.class), "u2"),
                        Operation.deletion(Model.of(User.class), "u3"))));
    }

    private void besideTheModels() throws Exception {
        within("An answer is kept", () -> beans.get(IdempotencyStore.class)
                .once(
                        new IdempotencyKey("id", "request", 1),
                        () -> new IdempotencyStore.Kept(200, null, null, null, "")));
        within("Old answers are removed", () -> beans.get(IdempotencyStore.class)
                .removeOld());
        within("Sessions", () -> {
            SessionStore sessionStore = beans.get(SessionStore.class);
            sessionStore.find("token");
            sessionStore.of("u1");
            sessionStore.used("id", 1);
            sessionStore.end("u1", "id");
            sessionStore.endAll("u1");
            sessionStore.remove("id");
        });
    }

    /** What is done above without a history, with one. */
    private void history() throws Exception {
        Field days = Configuration.class.getDeclaredField("historyDays");
        days.setAccessible(true);
        days.set(beans.get(Configuration.class), 30);
        RecordStore records = beans.get(RecordStore.class);
        within("A comment is added, and written down", () -> records.add(comment("h1", "u8"), null));
        within(
                "A record is changed in one statement, and written down",
                () -> records.update("h1", changes(Comment.class, "content", "new")));
        within(
                "A record is put in the place of another, and written down",
                () -> records.put("h1", comment("h1", "u8"), Precondition.NONE));
        within("Values are set by key, and written down", () -> beans.get(KeyValueWrites.class)
                .set(Credential.class, "hal", "firstLogin", true));
        within("Values are set by key again, and written down", () -> beans.get(KeyValueWrites.class)
                .set(Credential.class, "hal", "firstLogin", false));
        within(
                "A record is changed, what refers to it follows, and all is written down",
                () -> records.update("u8", changes(User.class, "username", "uma")));
        within("A user is deleted, and all is written down", () -> records.delete(User.class, "u8"));
        replace("Sections are replaced, and all is written down", SECOND, ImportOptions.STRICT);
        replace("What is there already comes again, and nothing is written down", SECOND, ImportOptions.STRICT);
        within("All records are removed, with what is written down of them", () -> beans.get(Replacement.class)
                .clear());
        replace("Sections that are empty are filled, and that is written down", FIRST, ImportOptions.STRICT);
        days.set(beans.get(Configuration.class), 0);
    }

    private void reading() throws Exception {
        within("Pages of records", () -> {
            QueryExecutor queryExecutor = beans.get(QueryExecutor.class);
            RecordQuery<User> query = RecordQuery.of(User.class)
                    .where(User_.role, Operator.IN, List.of(Role.USER, Role.SUPERGOD))
                    .where(User_.createdAt, Operator.LESS_OR_EQUAL, 9L)
                    .where(User_.bio, Operator.NOT_EQUAL, "x")
                    .sort(User_.bio)
                    .sort(User_.username)
                    .limit(1);
            queryExecutor.count(query);
            queryExecutor.page(query.after(queryExecutor.page(query).next()));
        });
        within("How many records there are", () -> beans.get(RecordCounts.class).counts());
        within("Sections are read for an export", () -> beans.get(Storage.class).read(connection -> {
            for (String name : List.of("users", "componentHierarchy", "credentials", "packageData")) {
                RowReader.count(connection, CATALOGUE.section(name));
                RowReader.read(connection, CATALOGUE.section(name), JsonWriter.COMPACT, (key, json) -> {});
            }
            return null;
        }));
        within("Whether anything can be written", () -> beans.get(Storage.class)
                .read(connection -> Dialect.of(connection).isReadOnly(connection)));
    }

    /** A build that declared "nickname" and not yet "bio" has written the rows. */
    private void declarations(FreshDatabase database) throws Exception {
        DeclaredProperties declarations = beans.get(DeclaredProperties.class);
        within("Nothing is known of how the rows were written", () -> declarations.settle(false));
        database.execute("ALTER TABLE users ADD COLUMN nickname VARCHAR(20)");
        database.execute(
                "INSERT INTO users (id, username, email, role, created_at, is_instance_owner, extra, row_position,"
                        + " row_version) VALUES ('u30', 'kim', 'k', 'user', 1, FALSE, '{\"bio\":\"b\"}', 1, 1)",
                "UPDATE users SET nickname = 'n'",
                "DELETE FROM declared_properties WHERE id IN ('users.bio', 'users.tenantId', 'users.username')",
                "INSERT INTO declared_properties (id, column_name, type) VALUES ('users.nickname', 'nickname', 'string')");
        within("Properties were declared and are not, and the other way round", () -> declarations.settle(false));
        within("What this build declares differs from how the rows were written", () -> beans.get(Storage.class)
                .read(declarations::unsettled));
    }

    private static Draft<Comment> comment(String id, String userId) {
        return draft(Comment.class, "id", id, "userId", userId, "content", "c", "createdAt", 1);
    }

    private static <T extends BaseEntity> Draft<T> draft(Class<T> type, Object... namesAndValues) {
        return JsonInput.draft(Model.of(type), Json.object(namesAndValues));
    }

    private static <T extends BaseEntity> Draft<T> changes(Class<T> type, Object... namesAndValues) {
        return Draft.changes(Model.of(type), Json.object(namesAndValues));
    }

    private static <T extends BaseEntity> Operation<T> add(String key, Draft<T> draft) {
        return Operation.of(Kind.ADD, key, draft);
    }

    /** What is done in a transaction. */
    @FunctionalInterface
    private interface Work {
        void run() throws Exception;
    }

    private void refused(String title, Work work) {
        recording.title(title);
        entities.getTransaction().begin();
        assertThrows(ConflictException.class, work::run);
        entities.getTransaction().rollback();
        entities.clear();
    }

    private void within(String title, Work work) throws Exception {
        recording.title(title);
        entities.getTransaction().begin();
        work.run();
        transactions.end(() -> entities.unwrap(Connection.class));
        entities.getTransaction().commit();
        entities.clear();
    }
}
