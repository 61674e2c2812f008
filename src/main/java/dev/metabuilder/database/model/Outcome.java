package dev.metabuilder.database.model;

/**
 * What became of a record that a call stored.
 *
 * @param record the record as it is now
 * @param added whether it is new
 * @param <T> the entity
 */
public record Outcome<T extends BaseEntity>(T record, boolean added) {}
