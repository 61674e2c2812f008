package dev.metabuilder.database.ui;

import jakarta.validation.constraints.NotNull;

/**
 * The condition of a {@link ComponentConfig}, as the API describes it. The database accepts any object.
 *
 * @param condition an expression
 * @param luaScriptId the script that decides
 */
public record ConditionalRendering(@NotNull String condition, String luaScriptId) {}
