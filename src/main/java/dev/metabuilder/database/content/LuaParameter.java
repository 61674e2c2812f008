package dev.metabuilder.database.content;

import jakarta.validation.constraints.NotNull;

/**
 * What a parameter of a {@link LuaScript} looks like to those who write and read it; the database keeps any object.
 *
 * @param name tells it from the other parameters
 * @param type what its values are
 */
public record LuaParameter(@NotNull String name, @NotNull String type) {}
