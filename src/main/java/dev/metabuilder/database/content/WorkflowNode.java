package dev.metabuilder.database.content;

import jakarta.validation.constraints.NotNull;
import java.util.Map;

/**
 * What a step of a {@link Workflow} looks like to those who write and read it; the database keeps any object.
 *
 * @param id tells it from the other steps
 * @param type what kind of step it is
 * @param label what people call it
 * @param config what its kind needs to know
 * @param position where it stands in the editor
 */
public record WorkflowNode(
        @NotNull String id,
        @NotNull Type type,
        @NotNull String label,
        @NotNull Map<String, Object> config,
        @NotNull Position position) {

    /** What kind of step it is. */
    public enum Type {
        /** It begins the workflow. */
        TRIGGER,
        /** It does something. */
        ACTION,
        /** It decides where to go on. */
        CONDITION,
        /** It runs a script. */
        LUA,
        /** It makes something else of the data. */
        TRANSFORM
    }

    /**
     * A place in the editor.
     *
     * @param x how far to the right
     * @param y how far down
     */
    public record Position(@NotNull Double x, @NotNull Double y) {}
}
