package dev.metabuilder.database.replacement;

/**
 * Options of an import.
 *
 * @param repair whether to repair what the old store accepted: duplicates, and references to missing records
 * @param dryRun whether to roll back at the end, so that the report says what the import would do
 * @param limited whether only the portable sections are allowed, and the supergod must stay unchanged
 */
public record ImportOptions(boolean repair, boolean dryRun, boolean limited) {

    /** A conflict rejects the input; without one the input is committed. */
    public static final ImportOptions STRICT = new ImportOptions(false, false);

    /** Options of a caller who may import all sections. */
    public ImportOptions(boolean repair, boolean dryRun) {
        this(repair, dryRun, false);
    }
}
