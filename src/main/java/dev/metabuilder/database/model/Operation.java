package dev.metabuilder.database.model;

import dev.metabuilder.database.errors.Position;

/**
 * One of several operations that one transaction carries out.
 *
 * @param kind what the operation does
 * @param model the model of its record
 * @param key the record's key
 * @param draft what it stores, or null for a deletion
 * @param pointer the pointer of the operation in the input
 * @param position its position in the text
 * @param <T> the entity
 */
public record Operation<T extends BaseEntity>(
        Kind kind, Model<T> model, String key, Draft<T> draft, String pointer, Position position) {

    /** What an operation does. */
    public enum Kind {
        /** Adds a record, which must be new. */
        ADD,
        /** Adds or replaces a record. */
        UPSERT,
        /** Changes the given properties of a record. */
        UPDATE,
        /** Deletes a record. */
        DELETE
    }

    /** Makes the only operation of a call. */
    public static <T extends BaseEntity> Operation<T> of(Kind kind, String key, Draft<T> draft) {
        return new Operation<>(kind, draft.model(), key, draft, "", Position.NONE);
    }

    /** Makes a deletion, the only operation of a call. */
    public static <T extends BaseEntity> Operation<T> deletion(Model<T> model, String key) {
        return new Operation<>(Kind.DELETE, model, key, null, "", Position.NONE);
    }

    /**
     * Returns a copy of a record as the operation changes it, or null if the operation deletes it.
     *
     * @param before the record, or null if there is none
     */
    public T after(T before) {
        if (kind == Kind.DELETE) {
            return null;
        }
        T record = model.newEntity();
        if (before != null) {
            model.properties().forEach(property -> property.set(record, property.get(before)));
            record.setExtra(before.getExtra());
        }
        model.key().set(record, key);
        if (kind == Kind.UPDATE) {
            draft.update(record);
        } else {
            draft.replace(record);
        }
        return record;
    }

    /** What an operation did to its record. */
    public enum Result {
        /** Added it. */
        ADDED,
        /** Changed an existing one. */
        CHANGED,
        /** Deleted it. */
        DELETED
    }
}
