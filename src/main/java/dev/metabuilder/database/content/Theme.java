package dev.metabuilder.database.content;

import jakarta.validation.constraints.NotNull;
import java.util.Map;

/**
 * What the looks of an {@link AppConfiguration} are to those who write and read them; the database keeps any object.
 *
 * @param colors colours by name
 * @param fonts fonts by name
 */
public record Theme(
        @NotNull Map<String, Object> colors, @NotNull Map<String, Object> fonts) {}
