package dev.metabuilder.database.replacement;

/**
 * How records are brought in.
 *
 * @param repair whether what the old store let in is mended: duplicates, and references to nothing
 * @param dryRun whether everything is undone in the end, so that the report only says what would have been
 * @param limited whether it is only for the portable sections, and must leave the supergod as he is
 */
public record ImportOptions(boolean repair, boolean dryRun, boolean limited) {

    /** What is at odds rejects the input; what comes in stays. */
    public static final ImportOptions STRICT = new ImportOptions(false, false);

    /** Options of one who may import all sections. */
    public ImportOptions(boolean repair, boolean dryRun) {
        this(repair, dryRun, false);
    }
}
