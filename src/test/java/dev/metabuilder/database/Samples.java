package dev.metabuilder.database;

import dev.metabuilder.database.content.Comment;
import dev.metabuilder.database.content.Workflow;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.tenancy.Tenant;
import dev.metabuilder.database.users.Role;
import dev.metabuilder.database.users.User;
import java.util.List;
import java.util.stream.IntStream;

/** Records as small as they may be. */
final class Samples {

    private Samples() {}

    static Workflow workflow(String id, String name) {
        var workflow = new Workflow();
        workflow.setId(id);
        workflow.setName(name);
        workflow.setNodes(Json.parse("[]"));
        workflow.setEdges(Json.parse("[]"));
        workflow.setEnabled(true);
        return workflow;
    }

    static List<Workflow> workflows(int count, String name) {
        return IntStream.range(0, count).mapToObj(i -> workflow("w" + i, name)).toList();
    }

    static User user(int number, Role role) {
        var user = new User();
        user.setId("u" + number);
        user.setUsername("name" + number);
        user.setEmail("name" + number + "@x");
        user.setRole(role);
        user.setCreatedAt((long) number);
        return user;
    }

    static List<User> users(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> user(i, i == 0 ? Role.SUPERGOD : Role.USER))
                .toList();
    }

    static Comment comment(String id, String userId) {
        var comment = new Comment();
        comment.setId(id);
        comment.setUserId(userId);
        comment.setContent("");
        comment.setCreatedAt(1L);
        return comment;
    }

    static Tenant tenant(String id, String ownerId) {
        var tenant = new Tenant();
        tenant.setId(id);
        tenant.setName("");
        tenant.setOwnerId(ownerId);
        tenant.setCreatedAt(1L);
        return tenant;
    }
}
