package dev.metabuilder.database.content;

import jakarta.validation.constraints.NotNull;

/**
 * What leads from one step of a {@link Workflow} to another, as those see it who write and read it; the database keeps any
 * object.
 *
 * @param id tells it from the other edges
 * @param source the step before
 * @param target the step after
 * @param label what people call it
 */
public record WorkflowEdge(
        @NotNull String id, @NotNull String source, @NotNull String target, String label) {}
