package dev.metabuilder.database.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.content.PageConfig;
import dev.metabuilder.database.content.Workflow;
import dev.metabuilder.database.errors.InvalidException;
import dev.metabuilder.database.errors.Problem;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.json.JsonReader;
import dev.metabuilder.database.users.Role;
import dev.metabuilder.database.users.User;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Drafts: given, missing and wrong properties, and the effect of an update on an entity. */
class DraftTest {

    private static final String ANN =
            "\"id\":\"u1\",\"username\":\"ann\",\"email\":\"a@x\",\"role\":\"user\",\"createdAt\":1";

    private static <T extends BaseEntity> Draft<T> whole(Class<T> type, String json) {
        try (JsonReader reader = new JsonReader(new StringReader(json))) {
            reader.next();
            Draft<T> draft = Draft.read(Model.of(type), reader);
            draft.requireWhole(reader.problems());
            reader.end();
            reader.problems().rejectInvalid();
            return draft;
        }
    }

    private static <T extends BaseEntity> List<Problem> problems(Class<T> type, String json) {
        return assertThrows(InvalidException.class, () -> whole(type, json)).problems();
    }

    private static User ann() {
        return whole(User.class, "{" + ANN + ",\"bio\":\"b\",\"x\":1,\"y\":null}")
                .entity();
    }

    private static User updated(String changes) {
        User user = ann();
        Draft.changes(Model.of(User.class), Json.parse(changes)).update(user);
        return user;
    }

    private static String json(BaseEntity entity) {
        return Model.json(entity);
    }

    @Test
    void aRecordComesBackInTheOrderOfTheModelWithWhatIsUndeclaredBehind() {
        String given = "{\"z\":{\"k\":[1.50]},\"createdAt\":1,\"tenantId\":null,\"role\":\"user\",\"a\":null,"
                + "\"email\":\"a@x\",\"username\":\"ann\",\"id\":\"u1\"}";
        assertEquals(
                "{" + ANN + ",\"z\":{\"k\":[1.50]},\"a\":null}",
                json(whole(User.class, given).entity()));
    }

    @Test
    void allThatIsWrongIsToldAtOnceEachWithItsPlace() {
        List<Problem> problems = problems(
                User.class, "{\"id\":\"\",\n\"username\":7,\n \"email\": null,\"role\":\"king\",\n\"createdAt\":1.5}");
        assertEquals(
                List.of("/id 1:7", "/username 2:12", "/role 3:23", "/createdAt 4:13", "/email 3:11"),
                problems.stream()
                        .map(at -> at.pointer() + " " + at.line() + ":" + at.column())
                        .toList());
        assertTrue(problems.get(2).detail().contains("public, user, admin, god, supergod"), problems::toString);
    }

    @Test
    void aMissingPropertyIsFaultedAtTheBraceOfItsObject() {
        List<Problem> problems =
                problems(User.class, "\n  {\"id\":\"u1\",\"username\":\"a\",\"email\":\"e\",\"role\":\"god\"}");
        assertEquals(List.of(new Problem("/createdAt", 2, 3, "is missing: must be an integer of 64 bits")), problems);
    }

    @Test
    void aKeyHasOneTo512CodePointsWithoutNullAndLoneSurrogates() {
        String start = "{" + ANN.replaceFirst("u1", "%s") + "}";
        String most = "😀".repeat(512);
        assertEquals(most, whole(User.class, start.formatted(most)).key());
        for (String wrong : List.of("", most + "a", "a\\u0000", "\\ud800", "\\udc00\\ud800")) {
            assertEquals(
                    "/id", problems(User.class, start.formatted(wrong)).get(0).pointer(), wrong);
        }
    }

    @Test
    void integersHaveTheBoundsOfTheirPropertyAndNoMore() {
        String page =
                "{\"id\":\"p\",\"path\":\"\",\"title\":\"\",\"level\":%s,\"componentTree\":[],\"requiresAuth\":true}";
        for (int level = 1; level <= 5; level++) {
            assertEquals(
                    level,
                    whole(PageConfig.class, page.formatted(level)).entity().getLevel());
        }
        for (String wrong : List.of("0", "6", "-1", "4294967297", "1.0", "1e0", "\"1\"", "true")) {
            assertEquals(
                    "/level",
                    problems(PageConfig.class, page.formatted(wrong)).get(0).pointer(),
                    wrong);
        }
        String user = "{" + ANN.replace(":1", ":%s") + "}";
        for (String right : List.of("9223372036854775807", "-9223372036854775808", "0")) {
            User read = whole(User.class, user.formatted(right)).entity();
            assertEquals(Long.parseLong(right), read.getCreatedAt());
        }
        assertEquals(
                "/createdAt",
                problems(User.class, user.formatted("9223372036854775808"))
                        .get(0)
                        .pointer());
    }

    @Test
    void jsonPropertiesAreCheckedAsFarAsTheContractNamesTheirInside() {
        String workflow = "{\"id\":\"w\",\"name\":\"\",\"nodes\":%s,\"edges\":[],\"enabled\":false}";
        assertEquals(
                "[{},{\"a\":[1]}]",
                whole(Workflow.class, workflow.formatted("[{}, {\"a\":[1]}]"))
                        .entity()
                        .getNodes()
                        .toString());
        assertEquals(
                "/nodes",
                problems(Workflow.class, workflow.formatted("{}")).get(0).pointer());
        assertEquals(
                List.of("/nodes/1", "/nodes/2"),
                problems(Workflow.class, workflow.formatted("[{},1,[]]")).stream()
                        .map(Problem::pointer)
                        .toList());
    }

    @Test
    void nestingCountsFromTheRecord() {
        for (String property : List.of("\"nodes\":%s,\"edges\":[]", "\"nodes\":[],\"edges\":[],\"more\":%s")) {
            String record = "{\"id\":\"w\",\"name\":\"\",\"enabled\":true," + property + "}";
            String inside = "[{\"a\":" + "[".repeat(997) + "]".repeat(997) + "}]";
            whole(Workflow.class, record.formatted(inside));
            String tooDeep = inside.replace("[]", "[[]]");
            assertTrue(
                    problems(Workflow.class, record.formatted(tooDeep))
                            .get(0)
                            .detail()
                            .contains("1000 levels"),
                    property);
        }
    }

    @Test
    void aRecordOver16MebibytesIsInvalidAndReadingGoesOn() {
        String half = "\"" + "x".repeat(JsonReader.MOST_BYTES / 2) + "\"";
        String text = "[{" + ANN + ",\"a\":" + half + ",\"b\":" + half + "},{" + ANN + "}]";
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            reader.next();
            reader.next();
            Draft.read(Model.of(User.class), reader);
            assertEquals(1, reader.problems().count());
            assertEquals("/0", reader.problems().first().get(0).pointer());
            reader.next();
            assertEquals("u1", Draft.read(Model.of(User.class), reader).key());
            assertEquals(1, reader.problems().count());
        }
    }

    @Test
    void aRecordThatIsMendedMayBeTooLargeAtAPropertyThatStandsTwice() {
        String large = "[" + "1,".repeat(JsonReader.MOST_BYTES / 2) + "[{\"b\":[2,[3]]}]]";
        try (JsonReader reader = new JsonReader(new StringReader("[{" + ANN + ",\"a\":1,\"a\":" + large + "},7]"))) {
            List<Problem> mends = new ArrayList<>();
            reader.mend(mends::add);
            reader.next();
            reader.next();
            Draft.read(Model.of(User.class), reader);
            assertEquals(List.of("/0/a"), mends.stream().map(Problem::pointer).toList());
            assertEquals(
                    List.of("/0"),
                    reader.problems().first().stream().map(Problem::pointer).toList());
            reader.next();
            assertEquals("7", reader.text());
        }
    }

    private static long faults(String text) {
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            reader.next();
            Draft.read(Model.of(User.class), reader);
            reader.end();
            return reader.problems().count();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\\u0001", "\\n", "\u00e9", "\u20ac", "\ud83d\ude00"})
    void aRecordMayTake16MebibytesToTheByte(String filler) {
        String fill = filler.repeat((JsonReader.MOST_BYTES - 500) / filler.getBytes(StandardCharsets.UTF_8).length / 2);
        String text = "{" + ANN + ",\"bio\":\"" + fill + "@\",\"u\":\"" + fill + "\",\"v\":[1,{\"w\":null}]}";
        int room = JsonReader.MOST_BYTES - text.getBytes(StandardCharsets.UTF_8).length + 1;
        assertEquals(0, faults(text.replace("\"" + fill + "@", "\"" + fill + "x".repeat(room))));
        assertEquals(1, faults(text.replace("\"" + fill + "@", "\"" + fill + "x".repeat(room + 1))));
    }

    /** Each is counted once, or this would take an hour. */
    @Test
    @Timeout(60)
    void whatIsRepeatedInALargeRecordIsNotCountedOverAndOver() {
        String large = "\"" + "x".repeat(JsonReader.MOST_BYTES - 500) + "\"";
        String again = ",\"bio\":1,\"bio\":null,\"bio\":\"b\"".repeat(100_000);
        assertTrue(faults("{" + ANN + ",\"u\":" + large + again + "}") > 200_000);
        assertTrue(faults("{" + ANN + ",\"email\":" + large + again + "}") > 200_000);
    }

    @Test
    void anUpdateChangesWhatIsGivenAndNothingElse() {
        User user = updated("{\"role\":\"god\",\"email\":\"b@x\"}");
        assertEquals(Role.GOD, user.getRole());
        assertEquals("b@x", user.getEmail());
        assertEquals("ann", user.getUsername());
        assertEquals("b", user.getBio());
        assertEquals("{\"x\":1,\"y\":null}", user.getExtra().toString());
    }

    @Test
    void anUpdateUnsetsWhatIsOptionalAndRejectsNullWhereARecordMustHaveAValue() {
        assertNull(updated("{\"bio\":null}").getBio());
        assertNull(updated("{\"isInstanceOwner\":null}").isInstanceOwner());
        assertTrue(updated("{\"isInstanceOwner\":true}").isInstanceOwner());
        InvalidException thrown =
                assertThrows(InvalidException.class, () -> updated("{\"email\":null,\"role\":null,\"bio\":1}"));
        assertEquals(
                List.of("/bio", "/email", "/role"),
                thrown.problems().stream().map(Problem::pointer).toList());
    }

    @Test
    void anUpdateRemovesTheUndeclaredThatIsNullAndKeepsThePlaceOfTheRest() {
        assertEquals(
                "{\"x\":{\"n\":null},\"y\":null,\"new\":2}",
                updated("{\"new\":2,\"x\":{\"n\":null}}").getExtra().toString());
        assertEquals("{\"x\":1}", updated("{\"y\":null}").getExtra().toString());
        assertNull(updated("{\"y\":null,\"x\":null,\"never\":null}").getExtra());
    }

    @Test
    void aRecordFromJavaIsJudgedAsOneFromJson() {
        User user = ann();
        assertEquals("u1", Draft.whole(user).key());
        user.setUsername("a\u0000");
        user.setRole(null);
        user.setExtra(Json.parse("{\"email\":1}"));
        List<String> pointers = assertThrows(InvalidException.class, () -> Draft.whole(user)).problems().stream()
                .map(Problem::pointer)
                .toList();
        assertEquals(List.of("/username", "/email", "/role"), pointers);
        assertThrows(InvalidException.class, () -> Draft.whole((User) null));
    }
}
