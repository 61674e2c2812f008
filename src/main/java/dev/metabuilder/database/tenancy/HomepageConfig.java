package dev.metabuilder.database.tenancy;

import jakarta.validation.constraints.NotNull;

/**
 * The home page of a {@link Tenant}, as the API describes it. The database accepts any object.
 *
 * @param pageId the page
 * @param customContent the content of the page
 */
public record HomepageConfig(@NotNull String pageId, Object customContent) {}
