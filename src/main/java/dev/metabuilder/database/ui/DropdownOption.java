package dev.metabuilder.database.ui;

import jakarta.validation.constraints.NotNull;

/**
 * What a choice of a {@link DropdownConfig} looks like to those who write and read it; the database keeps any object.
 *
 * @param value what is kept when it is chosen
 * @param label what people see
 */
public record DropdownOption(@NotNull String value, @NotNull String label) {}
