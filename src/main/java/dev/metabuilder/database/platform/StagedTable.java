package dev.metabuilder.database.platform;

/**
 * A table as a replacement sees it.
 *
 * @param name its name
 * @param key the column of its key
 * @param incoming the temporary table with the rows that take the place of its own; null where its own stay
 * @param number the number that it has in {@code doomed}
 */
public record StagedTable(String name, String key, String incoming, int number) {}
