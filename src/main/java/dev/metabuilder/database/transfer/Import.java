package dev.metabuilder.database.transfer;

import dev.metabuilder.database.errors.ForbiddenException;
import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.replacement.ImportOptions;
import dev.metabuilder.database.replacement.Replacement;
import dev.metabuilder.database.replacement.ReplacementReport;
import dev.metabuilder.database.storage.Progress;
import dev.metabuilder.database.storage.Storage;
import dev.metabuilder.database.users.PasswordHashes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Imports JSON text: one transaction replaces the sections that the text contains. On a database where a transaction
 * excludes other writers as soon as it writes to a temporary table, the import reads the text before the transaction begins:
 * it then finds the errors of the text and converts old password hashes without a lock.
 */
@ApplicationScoped
public class Import {

    @Inject
    private Catalogue catalogue;

    @Inject
    private Storage storage;

    @Inject
    private Replacement replacement;

    @Inject
    private PasswordHashes passwordHashes;

    /** For the container. */
    public Import() {}

    /** Makes one in a process without a server. */
    public Import(Catalogue catalogue, Storage storage, Replacement replacement, PasswordHashes passwordHashes) {
        this.catalogue = catalogue;
        this.storage = storage;
        this.replacement = replacement;
        this.passwordHashes = passwordHashes;
    }

    /**
     * Imports an export: it replaces each section that the export contains; other sections stay.
     *
     * @param limit the invariant of the replacement for a caller whose options are limited; others do not need it
     * @throws dev.metabuilder.database.errors.MalformedJsonException if the text is not JSON
     * @throws dev.metabuilder.database.errors.InvalidException if it is no export, or a record is invalid
     * @throws dev.metabuilder.database.errors.ConflictException if records contradict each other or what is stored
     * @throws ForbiddenException if the caller may not import one of its sections, or may not change the supergod and the
     *     import would
     * @throws dev.metabuilder.database.errors.UnavailableException if it was cancelled
     */
    public ReplacementReport all(
            ImportSource source, ImportOptions options, Progress progress, Supplier<Runnable> limit) {
        return run(null, source, options, progress, limit);
    }

    /** Replaces one section by the text, which is the section's value; throws the same exceptions as {@link #all}. */
    public ReplacementReport section(Section<?> section, ImportSource source) {
        return run(section, source, ImportOptions.STRICT, new Progress(), null);
    }

    private ReplacementReport run(
            Section<?> only, ImportSource source, ImportOptions options, Progress progress, Supplier<Runnable> limit) {
        ReplacementReport report = source.report();
        ReplacementReport mends = options.repair() ? report : null;
        try (ImportDocument document = new ImportDocument(catalogue, source, only, passwordHashes, mends, progress)) {
            if (options.limited() || !storage.dialect().stagesAside()) {
                document.keep();
            }
            if (!options.limited()) {
                return replacement.replace(document, options, progress, report);
            }
            requirePortable(document.sections());
            return replacement.replace(document, options, progress, report, limit);
        }
    }

    private static void requirePortable(Set<Section<?>> sections) {
        for (Section<?> section : sections) {
            if (!section.isPortable()) {
                throw new ForbiddenException(
                        "Your role may import the portable sections only, and " + section.name() + " is none.");
            }
        }
    }
}
