package dev.metabuilder.database.schema;

import static dev.metabuilder.database.model.Reference.Rule.CASCADE;
import static dev.metabuilder.database.model.Reference.Rule.SET_NULL;
import static dev.metabuilder.database.model.Section.list;
import static dev.metabuilder.database.model.Section.map;

import dev.metabuilder.database.Models;
import dev.metabuilder.database.content.Comment;
import dev.metabuilder.database.content.PageConfig;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.model.BaseEntity;
import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.ui.ComponentNode;
import dev.metabuilder.database.users.Role;
import dev.metabuilder.database.users.User;
import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The changes of models in the guide, each with the catalogue after it. The change set of each is the file with its name in
 * {@code src/test/resources/changing-models}, which the guide shows.
 */
// A section is never changed once it is made, and no annotation says so.
@SuppressWarnings("ImmutableEnumChecker")
public enum ChangedModels {
    ADD_A_MODEL(list("notes", Note.class).refersTo(User.class, "userId", CASCADE)),
    ADD_A_PROPERTY(list("comments", CommentWithMood.class).refersTo(User.class, "userId", CASCADE)),
    DROP_A_PROPERTY(list("comments", CommentWithoutUpdate.class).refersTo(User.class, "userId", CASCADE)),
    RENAME_A_COLUMN(list("comments", CommentWithBody.class).refersTo(User.class, "userId", CASCADE)),
    ADD_A_REFERENCE(map("componentHierarchy", ComponentNode.class).refersTo(PageConfig.class, "pageId", SET_NULL)),
    DROP_A_REFERENCE(list("comments", Comment.class));

    private final Section<?> changed;

    ChangedModels(Section<?> changed) {
        this.changed = changed;
    }

    /** Returns the name of the file of the change set, without its ending. */
    String file() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the catalogue with the model as it is after the change. */
    Catalogue catalogue() {
        List<Section<?>> sections = new ArrayList<>(Models.CATALOGUE.sections());
        sections.replaceAll(section -> section.name().equals(changed.name()) ? changed : section);
        if (!sections.contains(changed)) {
            sections.add(changed);
        }
        return new Catalogue(sections.toArray(Section<?>[]::new));
    }

    /** Returns what a column is called after the change. */
    String renamed(String column) {
        return this == RENAME_A_COLUMN && column.equals("comments.content") ? "comments.body" : column;
    }

    /** Returns what is other after the change than before, as {@code column value is value}. */
    Set<String> lost() {
        return switch (this) {
            case DROP_A_PROPERTY -> Set.of("comments.updated_at 1700000000003 is null");
            case ADD_A_REFERENCE -> Set.of("component_nodes.page_id gone is null");
            default -> Set.of();
        };
    }

    /** No entities: the server of the tests would need their tables. */
    @Table(name = "notes")
    public static class Note extends BaseEntity {
        @Id
        @Size(min = 1, max = 512)
        String id;

        @NotNull
        @Column(name = "user_id")
        String userId;

        @NotNull
        @Size(min = 1, max = 512)
        @Column(unique = true)
        String slug;

        @NotNull
        String text;

        Json tags;

        @Column(name = "visible_from")
        Role visibleFrom;

        Integer stars;

        @NotNull
        @Column(name = "written_at")
        Long writtenAt;

        Boolean done;
    }

    @Table(name = "comments")
    public static class CommentWithMood extends BaseEntity {
        @Id
        @Size(min = 1, max = 512)
        String id;

        @NotNull
        @Column(name = "user_id")
        String userId;

        @NotNull
        String content;

        @NotNull
        @Column(name = "created_at")
        Long createdAt;

        @Column(name = "updated_at")
        Long updatedAt;

        @Column(name = "parent_id")
        String parentId;

        String mood;
    }

    @Table(name = "comments")
    public static class CommentWithoutUpdate extends BaseEntity {
        @Id
        @Size(min = 1, max = 512)
        String id;

        @NotNull
        @Column(name = "user_id")
        String userId;

        @NotNull
        String content;

        @NotNull
        @Column(name = "created_at")
        Long createdAt;

        @Column(name = "parent_id")
        String parentId;
    }

    @Table(name = "comments")
    public static class CommentWithBody extends BaseEntity {
        @Id
        @Size(min = 1, max = 512)
        String id;

        @NotNull
        @Column(name = "user_id")
        String userId;

        @NotNull
        @Column(name = "body")
        String content;

        @NotNull
        @Column(name = "created_at")
        Long createdAt;

        @Column(name = "updated_at")
        Long updatedAt;

        @Column(name = "parent_id")
        String parentId;
    }
}
