package dev.metabuilder.database.query;

import dev.metabuilder.database.model.BaseEntity;
import java.util.List;

/**
 * Some of the records that match a {@link RecordQuery}.
 *
 * @param records the records, in order
 * @param next the argument of {@link RecordQuery#after} for the next page, or null if this is the last
 * @param <T> the entity
 */
public record Page<T extends BaseEntity>(List<T> records, String next) {}
