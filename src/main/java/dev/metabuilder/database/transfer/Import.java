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
import dev.metabuilder.database.users.SuperGodService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;

/**
 * Imports JSON text: one transaction replaces the sections that the text has. If a transaction excludes other writers as soon
 * as it writes to a temporary table, the text is read first: its own errors are found before any transaction begins, and old
 * password hashes are converted.
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

    @Inject
    private SuperGodService superGodService;

    /**
     * Imports an export: each section that it has is replaced, the others stay.
     *
     * @throws dev.metabuilder.database.errors.MalformedJsonException when the text is no JSON
     * @throws dev.metabuilder.database.errors.InvalidException when it is no export, or a record is not what it must be
     * @throws dev.metabuilder.database.errors.ConflictException when the records don't go together
     * @throws ForbiddenException when it has a section that it must not have, or would change the supergod and must not
     * @throws dev.metabuilder.database.errors.UnavailableException when it was told to stop
     */
    public ReplacementReport all(ImportSource source, ImportOptions options, Progress progress) {
        return run(null, source, options, progress);
    }

    /** Replaces one section by the text, which is the section's value; it throws what {@link #all} does. */
    public ReplacementReport section(Section<?> section, ImportSource source) {
        return run(section, source, ImportOptions.STRICT, new Progress());
    }

    private ReplacementReport run(Section<?> only, ImportSource source, ImportOptions options, Progress progress) {
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
            return replacement.replace(document, options, progress, report, superGodService::unchanged);
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
