package dev.metabuilder.database.content;

import jakarta.validation.constraints.NotNull;
import java.util.Map;

/**
 * A step of a {@link Workflow}, as the API describes it. The database accepts any object.
 *
 * @param id the id, unique in its workflow
 * @param type the type of step
 * @param label the text that users see
 * @param config the settings of its type
 * @param position its position in the editor
 */
public record WorkflowNode(
        @NotNull String id,
        @NotNull Type type,
        @NotNull String label,
        @NotNull Map<String, Object> config,
        @NotNull Position position) {

    /** The type of a step. */
    public enum Type {
        /** Starts the workflow. */
        TRIGGER,
        /** Does something. */
        ACTION,
        /** Decides which step follows. */
        CONDITION,
        /** Runs a Lua script. */
        LUA,
        /** Transforms the data. */
        TRANSFORM
    }

    /**
     * A position in the editor.
     *
     * @param x the distance from the left
     * @param y the distance from the top
     */
    public record Position(@NotNull Double x, @NotNull Double y) {}
}
