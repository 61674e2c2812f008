package dev.metabuilder.database.model;

import java.util.List;

/** An access to the database for tests of the contract: Java or HTTP. All values are JSON. */
interface Door {

    /** Empties all models. */
    void clear();

    /** Replaces the sections that an import has. */
    void bringIn(String document);

    /** The value of a section, compact; null for a singleton that is not there. */
    String get(Section<?> section);

    /** Makes a section equal to what is given. */
    void set(Section<?> section, String json);

    /** Adds a record to a section of whole records, and returns it. */
    String add(Section<?> section, String record);

    /** Changes properties of a record, and returns it. */
    String update(Section<?> section, String key, String changes);

    /** Makes a record be as given, and returns whether it is new. */
    boolean put(Section<?> section, String key, String record);

    /** Deletes a record. */
    void delete(Section<?> section, String key);

    /** What kind of error a call fails with. */
    enum Kind {
        MALFORMED,
        NOT_FOUND,
        CONFLICT,
        INVALID
    }

    /** A call that failed. */
    final class Refusal extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final Kind kind;
        private final transient List<String> pointers;

        Refusal(Kind kind, List<String> pointers, String message) {
            super(kind + " at " + pointers + ": " + message);
            this.kind = kind;
            this.pointers = List.copyOf(pointers);
        }

        Kind kind() {
            return kind;
        }

        /** The JSON pointers of what was wrong, in the order in which they were told. */
        List<String> pointers() {
            return pointers;
        }
    }
}
