package dev.metabuilder.database.transfer;

/** A few records that refer to each other. */
public final class SmallData {

    /** Two users, the second a supergod, a tenant, a comment, a request, credentials, and what refers to nothing. */
    public static final String EXPORT = """
            {"users": [
              {"id": "u1", "username": "ann", "email": "ann@x", "role": "user", "createdAt": 1, "tenantId": "t1"},
              {"id": "u2", "username": "bob", "email": "bob@x", "role": "supergod", "createdAt": 2}],
             "workflows": [{"id": "w1", "name": "one", "nodes": [], "edges": [], "enabled": true}],
             "comments": [{"id": "c1", "userId": "u1", "content": "hello", "createdAt": 3}],
             "componentHierarchy": {"n1": {"type": "Box", "childIds": [], "order": 0, "pageId": "p"}},
             "credentials": {"ann": "", "bob": ""},
             "firstLoginFlags": {"ann": true},
             "dropdownConfigs": [{"id": "d1", "name": "one", "label": "One", "options": []}],
             "packageData": {"k1": {"rows": [1]}},
             "tenants": [{"id": "t1", "name": "one", "ownerId": "u2", "createdAt": 4}],
             "powerTransferRequests": [{"id": "r1", "fromUserId": "u2", "toUserId": "u1", "status": "pending",
               "createdAt": 5, "expiresAt": 6}]}
            """;

    private SmallData() {}

    /** A user, as the text of an import. */
    public static String user(String id, String username, String role) {
        return "{\"id\": \"%s\", \"username\": \"%s\", \"email\": \"%s@x\", \"role\": \"%s\", \"createdAt\": 1}"
                .formatted(id, username, username, role);
    }

    /** A comment, as the text of an import. */
    public static String comment(String id, String userId) {
        return "{\"id\": \"%s\", \"userId\": \"%s\", \"content\": \"c\", \"createdAt\": 1}".formatted(id, userId);
    }
}
