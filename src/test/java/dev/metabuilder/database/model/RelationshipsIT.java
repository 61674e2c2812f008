package dev.metabuilder.database.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.metabuilder.database.Models;
import dev.metabuilder.database.model.Door.Kind;
import dev.metabuilder.database.testing.JsonParts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The contract's table of relationships. The golden records are the example: Ada owns a tenant, which is hers too, and so
 * on.
 */
class RelationshipsIT extends InServerContract {

    private static final Section<?> USERS = Models.CATALOGUE.section("users");
    private static final Section<?> TENANTS = Models.CATALOGUE.section("tenants");
    private static final Section<?> COMMENTS = Models.CATALOGUE.section("comments");
    private static final Section<?> REQUESTS = Models.CATALOGUE.section("powerTransferRequests");

    private void fill() {
        door().clear();
        door().bringIn(Golden.document(Models.CATALOGUE.sections()));
    }

    private List<String> ids(Section<?> section) {
        return JsonParts.elements(door().get(section)).stream()
                .map(record -> JsonParts.unquoted(JsonParts.members(record).get("id")))
                .toList();
    }

    private static String record(Section<?> section, int index) {
        return JsonParts.elements(Golden.compact(section)).get(index);
    }

    @Test
    void theTableIsTheContracts() {
        List<String> contract = List.of(
                "User.tenantId -> Tenant.id SET_NULL",
                "Comment.userId -> User.id CASCADE",
                "Credential.username -> User.username FOLLOW",
                "Tenant.ownerId -> User.id CASCADE",
                "PowerTransferRequest.fromUserId -> User.id CASCADE",
                "PowerTransferRequest.toUserId -> User.id CASCADE");
        Set<String> models =
                contract.stream().map(line -> line.replaceFirst("[.].*", "")).collect(Collectors.toSet());
        // The frozen files of later models have their references.
        assertEquals(
                contract,
                Models.CATALOGUE.references().stream()
                        .filter(reference -> models.contains(reference.from().name()))
                        .map(reference -> reference.from().name() + "."
                                + reference.property().name() + " -> "
                                + reference.to().name() + "."
                                + reference.target().name() + " " + reference.rule())
                        .toList());
    }

    @Test
    void whatRefersToADeletedUserGoesToo() {
        fill();
        door().delete(USERS, "user_bob");
        assertEquals(List.of("user_ada"), ids(USERS));
        assertEquals(List.of("comment_full"), ids(COMMENTS));
        assertEquals(List.of("tenant_acme"), ids(TENANTS));
        assertEquals(List.of(), ids(REQUESTS), "each named bob");
        assertEquals(
                List.of("ada", "nobody"), List.copyOf(database.getCredentials().keySet()));
        assertEquals(record(USERS, 0), JsonParts.elements(door().get(USERS)).get(0), "others are as they were");
    }

    @Test
    void cascadesGoOnFromWhatTheyTake() {
        fill();
        door().update(USERS, "user_bob", "{\"tenantId\":\"tenant_acme\"}");
        door().delete(USERS, "user_ada");
        assertEquals(List.of("tenant_min"), ids(TENANTS));
        assertEquals("[" + record(USERS, 1) + "]", door().get(USERS), "bob has lost the tenant that ada took along");
    }

    @Test
    void aSetOfUsersCascadesInTheSameWay() {
        fill();
        door().set(USERS, "[" + record(USERS, 0) + "]");
        assertEquals(List.of("comment_full"), ids(COMMENTS));
        assertEquals(List.of("tenant_acme"), ids(TENANTS));
        assertEquals(List.of(), ids(REQUESTS));
        door().set(USERS, "[]");
        assertEquals(List.of(), ids(COMMENTS));
        assertEquals(List.of(), ids(TENANTS));
    }

    @Test
    void aDeletedTenantLeavesItsUsers() {
        fill();
        door().delete(TENANTS, "tenant_acme");
        var ada = JsonParts.members(record(USERS, 0));
        ada.remove("tenantId");
        var expected = "[" + JsonParts.object(ada) + "," + record(USERS, 1) + "]";
        assertEquals(expected, door().get(USERS));
        assertEquals(List.of("tenant_min"), ids(TENANTS));
        fill();
        door().set(TENANTS, "[]");
        assertEquals(expected, door().get(USERS), "by a set");
    }

    @Test
    void usersThatStayKeepAllThatRefersToThem() {
        fill();
        var comments = changes(COMMENTS, "comment_full", "comment_min");
        var tenants = changes(TENANTS, "tenant_acme", "tenant_min");
        var requests = changes(REQUESTS, "request_full", "request_min");
        var credentials = database.getCredentials();
        var ada = JsonParts.members(record(USERS, 0));
        ada.put("bio", "\"changed\"");
        door().set(USERS, "[" + record(USERS, 1) + "," + JsonParts.object(ada) + "]");
        assertEquals(List.of("user_bob", "user_ada"), ids(USERS));
        for (Section<?> section : List.of(COMMENTS, TENANTS, REQUESTS)) {
            assertEquals(Golden.compact(section), door().get(section));
        }
        assertEquals(comments, changes(COMMENTS, "comment_full", "comment_min"));
        assertEquals(tenants, changes(TENANTS, "tenant_acme", "tenant_min"));
        assertEquals(requests, changes(REQUESTS, "request_full", "request_min"));
        assertEquals(credentials, database.getCredentials());
    }

    private List<Long> changes(Section<?> section, String... keys) {
        return List.of(keys).stream()
                .map(key -> database.find(section.model().type(), key).changes())
                .toList();
    }

    @Test
    void aReferenceToNothingIsAConflictWhereverItComesFrom() {
        for (Reference reference : Models.CATALOGUE.references()) {
            if (reference.rule() == Reference.Rule.FOLLOW) {
                continue;
            }
            var section = Models.CATALOGUE.section(reference.from().type());
            var name = reference.property().name();
            fill();
            var wrong = JsonParts.object(Map.of(name, "\"nowhere\""));
            var record = JsonParts.members(record(section, 0));
            var key = JsonParts.unquoted(record.get("id"));
            record.put(name, "\"nowhere\"");
            var dangling = JsonParts.object(record);
            rejects(section, Kind.CONFLICT, List.of("/" + name), () -> door().update(section, key, wrong));
            rejects(section, Kind.CONFLICT, List.of("/" + name), () -> door().put(section, key, dangling));
            rejects(section, Kind.CONFLICT, List.of("/1/" + name), () -> door().set(
                            section, "[" + record(section, 1) + "," + dangling + "]"));
            var added = new LinkedHashMap<>(record);
            List.of("id", "username", "email").forEach(unique -> added.replace(unique, "\"another\""));
            rejects(section, Kind.CONFLICT, List.of("/" + name), () -> door().add(section, JsonParts.object(added)));
        }
    }

    @Test
    void anAnswerMayOutliveTheCommentThatItAnswers() {
        fill();
        var comment = door().update(COMMENTS, "comment_min", "{\"parentId\":\"comment_full\"}");
        door().delete(COMMENTS, "comment_full");
        assertEquals("[" + comment + "]", door().get(COMMENTS));
    }

    @Test
    void usersAndTenantsThatReferToEachOtherComeInTogetherInAnyOrder() {
        for (List<Section<?>> order : List.<List<Section<?>>>of(List.of(USERS, TENANTS), List.of(TENANTS, USERS))) {
            door().clear();
            door().bringIn(Golden.document(order));
            assertEquals(Golden.compact(USERS), door().get(USERS));
            assertEquals(Golden.compact(TENANTS), door().get(TENANTS));
        }
    }
}
