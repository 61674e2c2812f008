package dev.metabuilder.database.http;

import dev.metabuilder.database.Database;
import dev.metabuilder.database.errors.ForbiddenException;
import dev.metabuilder.database.history.ChangeQuery;
import dev.metabuilder.database.model.BaseEntity;
import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.security.AccessLimit;
import dev.metabuilder.database.security.RequestAccess;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.TreeSet;

/** Applies the caller's access limit to the history: what the role may not read it does not see there. */
@ApplicationScoped
class HistoryGuard {

    @Inject
    private RequestAccess requestAccess;

    @Inject
    private Database database;

    @Inject
    private Catalogue catalogue;

    /**
     * Requires that the caller may write a record, before anything is told of its history.
     *
     * @throws ForbiddenException if the caller may write only his own records, and this is another's
     */
    void requireOwn(Section<?> section, String key) {
        if (requestAccess.limit() == AccessLimit.OWN) {
            String userId = requestAccess.caller().userId();
            BaseEntity record = database.find(section.model().type(), key);
            Object owner = record == null ? userId : section.owner().property().get(record);
            boolean other = record == null && section.owner().property().key() && !key.equals(userId);
            if (other || !userId.equals(owner)) {
                throw new ForbiddenException(
                        "Your role may write a " + section.model().name() + " only where it is your own.");
            }
        }
    }

    /** Returns what the caller may read of the history: of each collection all entries, or those about the own record. */
    ChangeQuery.ReadRights readableChanges() {
        if (requestAccess.limit() == AccessLimit.NONE) {
            return ChangeQuery.ReadRights.ALL;
        }
        Set<String> collections = new TreeSet<>();
        String own = null;
        for (Section<?> section : catalogue.sections()) {
            if (requestAccess.readsAll(section)) {
                collections.add(section.name());
            } else if (requestAccess.readsOwn(section)
                    && section.owner().property().key()) {
                own = section.name();
            }
        }
        return new ChangeQuery.ReadRights(
                collections, own, requestAccess.caller().userId());
    }
}
