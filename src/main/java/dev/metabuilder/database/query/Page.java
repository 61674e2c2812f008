package dev.metabuilder.database.query;

import dev.metabuilder.database.model.BaseEntity;
import java.util.List;

/**
 * Some of the records that match a {@link RecordQuery}.
 *
 * @param records the records, in order
 * @param next the argument of {@link RecordQuery#after} for the next page, or null if this is the last; likewise
 * @param previous the argument of {@link RecordQuery#before} for the page before, or null if this is the first; that page is
 *     empty if its records have been deleted meanwhile
 * @param <T> the entity
 */
public record Page<T extends BaseEntity>(List<T> records, String next, String previous) {}
