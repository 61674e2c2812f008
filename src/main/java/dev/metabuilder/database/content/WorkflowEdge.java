package dev.metabuilder.database.content;

import jakarta.validation.constraints.NotNull;

/**
 * An edge from one step of a {@link Workflow} to another, as the API describes it. The database accepts any object.
 *
 * @param id the id, unique in its workflow
 * @param source the id of the step where it begins
 * @param target the id of the step where it ends
 * @param label the text that users see
 */
public record WorkflowEdge(
        @NotNull String id, @NotNull String source, @NotNull String target, String label) {}
