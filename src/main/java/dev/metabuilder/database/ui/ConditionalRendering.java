package dev.metabuilder.database.ui;

import jakarta.validation.constraints.NotNull;

/**
 * When a component shows, as those see it who write and read a {@link ComponentConfig}; the database keeps any object.
 *
 * @param condition an expression
 * @param luaScriptId the script that decides
 */
public record ConditionalRendering(@NotNull String condition, String luaScriptId) {}
