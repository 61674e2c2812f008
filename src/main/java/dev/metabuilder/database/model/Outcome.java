package dev.metabuilder.database.model;

/**
 * The result of storing a record.
 *
 * @param record the record as it is now
 * @param added whether it is new
 * @param <T> the entity
 */
public record Outcome<T extends BaseEntity>(T record, boolean added) {}
