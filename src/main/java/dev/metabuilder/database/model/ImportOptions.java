package dev.metabuilder.database.model;

/**
 * How records are brought in.
 *
 * @param repair whether what the old store let in is mended: duplicates, and references to nothing
 * @param dryRun whether everything is undone in the end, so that the report only says what would have been
 * @param portableOnly whether other than portable sections are rejected
 */
public record ImportOptions(boolean repair, boolean dryRun, boolean portableOnly) {

    /** What is at odds rejects the input; what comes in stays. */
    public static final ImportOptions STRICT = new ImportOptions(false, false);

    /** Options of one who may import all sections. */
    public ImportOptions(boolean repair, boolean dryRun) {
        this(repair, dryRun, false);
    }
}
