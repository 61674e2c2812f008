package dev.metabuilder.database.model;

import dev.metabuilder.database.errors.Position;

/**
 * One of several operations that are carried out together.
 *
 * @param kind what it does
 * @param model the model of its record
 * @param key the record's key
 * @param draft what it stores, null for a deletion
 * @param pointer where it stands among the others
 * @param position where that is in the text
 * @param <T> the entity
 */
public record Operation<T extends BaseEntity>(
        Kind kind, Model<T> model, String key, Draft<T> draft, String pointer, Position position) {

    /** What an operation does. */
    public enum Kind {
        /** Adds a record, which must be new. */
        ADD,
        /** Makes a record be as given, new or not. */
        UPSERT,
        /** Changes the properties given of a record. */
        UPDATE,
        /** Deletes a record. */
        DELETE
    }

    /** Makes one that stands alone. */
    public static <T extends BaseEntity> Operation<T> of(Kind kind, String key, Draft<T> draft) {
        return new Operation<>(kind, draft.model(), key, draft, "", Position.NONE);
    }

    /** Makes a deletion that stands alone. */
    public static <T extends BaseEntity> Operation<T> deletion(Model<T> model, String key) {
        return new Operation<>(Kind.DELETE, model, key, null, "", Position.NONE);
    }

    /**
     * Returns what the operation makes of a record, as a copy; null when it deletes it.
     *
     * @param before the record; null when there is none
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

    /** What became of a record. */
    public enum Result {
        /** It is new. */
        ADDED,
        /** It was there. */
        CHANGED,
        /** It is gone. */
        DELETED
    }
}
