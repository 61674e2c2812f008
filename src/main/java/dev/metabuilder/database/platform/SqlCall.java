package dev.metabuilder.database.platform;

import java.util.List;

/**
 * A statement that writes, with its parameters.
 *
 * @param sql the statement
 * @param parameters strings, longs, integers, booleans, or null
 */
public record SqlCall(String sql, List<Object> parameters) {}
