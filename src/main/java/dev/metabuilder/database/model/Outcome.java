package dev.metabuilder.database.model;

/**
 * The result of storing a record.
 *
 * @param record the record after the call
 * @param added whether the call added it
 * @param <T> the entity
 */
public record Outcome<T extends BaseEntity>(T record, boolean added) {}
