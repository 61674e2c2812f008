package dev.metabuilder.database.tenancy;

import jakarta.validation.constraints.NotNull;

/**
 * What the home page of a {@link Tenant} is to those who write and read it; the database keeps any object.
 *
 * @param pageId the page
 * @param customContent what stands on it
 */
public record HomepageConfig(@NotNull String pageId, Object customContent) {}
