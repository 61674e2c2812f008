package dev.metabuilder.database.transfer;

import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Replacement;
import dev.metabuilder.database.model.Report;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.users.Passwords;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Brings JSON text into the database. The text is gone over first: what is wrong with it by itself is told before any
 * transaction begins, and old password hashes are converted. Then one transaction replaces what the text has.
 */
@ApplicationScoped
public class Import {

    @Inject
    private Catalogue catalogue;

    @Inject
    private Replacement replacement;

    @Inject
    private Passwords passwords;

    /**
     * Imports an export: each section that it has is replaced, the others stay.
     *
     * @throws dev.metabuilder.database.model.MalformedJsonException when the text is no JSON
     * @throws dev.metabuilder.database.model.InvalidException when it is no export, or a record is not what it must be
     * @throws dev.metabuilder.database.model.ConflictException when the records don't go together
     */
    public Report all(Source source) {
        return run(new Document(catalogue, source, null));
    }

    /** Replaces one section by the text, which is the section's value; it throws what {@link #all} does. */
    public Report section(Section<?> section, Source source) {
        return run(new Document(catalogue, source, section));
    }

    private Report run(Document document) {
        document.validate(passwords);
        return replacement.replace(document.sections(), document);
    }
}
