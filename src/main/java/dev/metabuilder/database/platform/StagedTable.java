package dev.metabuilder.database.platform;

/**
 * A table in a replacement.
 *
 * @param name its name
 * @param key the column of its key
 * @param incoming the staging table with the rows that replace its own, or null if they are not replaced
 * @param number its number in the temporary table {@code doomed}
 */
public record StagedTable(String name, String key, String incoming, int number) {}
