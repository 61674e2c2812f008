package dev.metabuilder.database.vendor;

import com.fasterxml.jackson.core.JsonProcessingException;

/**
 * The position where a text stops being JSON. Jackson's location is where the parser stopped, which for some errors is after
 * the error; only the text of Jackson's message shows the kind of error.
 */
public final class JacksonErrors {

    /** What is wrong, relative to the location of an error. */
    public enum Fault {
        /** The character at the location. */
        CHARACTER,
        /** The character before the location. */
        CHARACTER_BEFORE,
        /** The word that ends at the location. */
        WORD_BEFORE
    }

    private JacksonErrors() {}

    /** Returns what is wrong, relative to the location of an error. */
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
