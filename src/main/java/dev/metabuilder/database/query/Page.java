package dev.metabuilder.database.query;

import dev.metabuilder.database.model.Row;
import java.util.List;

/**
 * Some of the records that a {@link Query} is about.
 *
 * @param records them, in order
 * @param next what {@link Query#after} takes to go on; null when these are the last
 * @param <T> the entity
 */
public record Page<T extends Row>(List<T> records, String next) {}
