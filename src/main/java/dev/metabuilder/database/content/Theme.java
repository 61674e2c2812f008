package dev.metabuilder.database.content;

import jakarta.validation.constraints.NotNull;
import java.util.Map;

/**
 * The theme of an {@link AppConfiguration}, as the API describes it. The database accepts any object.
 *
 * @param colors colours by name
 * @param fonts fonts by name
 */
public record Theme(
        @NotNull Map<String, Object> colors, @NotNull Map<String, Object> fonts) {}
