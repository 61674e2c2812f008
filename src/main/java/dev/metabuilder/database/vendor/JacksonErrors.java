package dev.metabuilder.database.vendor;

import com.fasterxml.jackson.core.JsonProcessingException;

/**
 * The position where a text stops being JSON. Jackson's location is where the parser gave up, which for some errors is after
 * the faulty place; only the words of its message show the kind of an error.
 */
public final class JacksonErrors {

    /** What is wrong, seen from the location of an error. */
    public enum Fault {
        /** The character there. */
        CHARACTER,
        /** The character before. */
        CHARACTER_BEFORE,
        /** The word that ends there. */
        WORD_BEFORE
    }

    private JacksonErrors() {}

    /** Returns what is wrong, seen from the location of an error. */
    public static Fault fault(JsonProcessingException e) {
        String said = e.getOriginalMessage();
        if (said.startsWith("Unrecognized token") || said.startsWith("Non-standard token")) {
            return Fault.WORD_BEFORE;
        }
        return said.startsWith("Illegal character") || said.startsWith("Unexpected character ('+'")
                ? Fault.CHARACTER_BEFORE
                : Fault.CHARACTER;
    }
}
