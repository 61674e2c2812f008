package dev.metabuilder.database.query;

import dev.metabuilder.database.model.BaseEntity;
import java.util.List;

/**
 * Some of the records that a {@link RecordQuery} is about.
 *
 * @param records them, in order
 * @param next what {@link RecordQuery#after} takes to go on; null when these are the last
 * @param <T> the entity
 */
public record Page<T extends BaseEntity>(List<T> records, String next) {}
