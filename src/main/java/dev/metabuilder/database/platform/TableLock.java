package dev.metabuilder.database.platform;

/**
 * A lock on a table, which its holder has until the transaction ends. It never blocks readers.
 *
 * @param table the table
 * @param mode what the holder will do with it
 */
public record TableLock(String table, Mode mode) {

    /** What the holder of a lock will do with the table. */
    public enum Mode {
        /** It refers to records of the table: nobody else replaces them meanwhile. */
        REFERENCE,
        /** It writes single records of the table: nobody else replaces them meanwhile. */
        WRITING,
        /** It replaces the records of the table: nobody else writes to it, and nobody locks its rows, meanwhile. */
        REPLACEMENT
    }
}
