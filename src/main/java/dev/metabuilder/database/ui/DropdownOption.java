package dev.metabuilder.database.ui;

import jakarta.validation.constraints.NotNull;

/**
 * A choice of a {@link DropdownConfig}, as the API describes it. The database accepts any object.
 *
 * @param value the value that is stored if a user selects this choice
 * @param label the text that users see
 */
public record DropdownOption(@NotNull String value, @NotNull String label) {}
