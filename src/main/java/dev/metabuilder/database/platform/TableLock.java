package dev.metabuilder.database.platform;

/**
 * A lock on a table until the transaction ends. It never blocks readers.
 *
 * @param table the table, as SQL has it
 * @param mode what the holder will do with the table
 */
public record TableLock(String table, Mode mode) {

    /** What the holder of a lock will do with the table. */
    public enum Mode {
        /** The holder refers to records of the table: nobody else may replace them meanwhile. */
        REFERENCE,
        /** The holder writes single records of the table: nobody else may replace them meanwhile. */
        WRITING,
        /** The holder replaces the records of the table: nobody else may write to it or lock its rows meanwhile. */
        REPLACEMENT
    }
}
