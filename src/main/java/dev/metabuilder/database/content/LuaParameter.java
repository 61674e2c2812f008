package dev.metabuilder.database.content;

import jakarta.validation.constraints.NotNull;

/**
 * A parameter of a {@link LuaScript}, as the API describes it. The database accepts any object.
 *
 * @param name the name, unique in its script
 * @param type the type of its values
 */
public record LuaParameter(@NotNull String name, @NotNull String type) {}
