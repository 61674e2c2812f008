package dev.metabuilder.database.packages;

import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.model.Draft;
import dev.metabuilder.database.model.Outcome;
import dev.metabuilder.database.model.Precondition;
import dev.metabuilder.database.record.KeyValueWrites;
import dev.metabuilder.database.record.RecordStore;
import dev.metabuilder.database.storage.Storage;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** Packages and their data. */
@Stateless
public class PackageService {

    private static final Json NOTHING = Json.object();

    @Inject
    private RecordStore recordStore;

    @Inject
    private KeyValueWrites keyValueWrites;

    @Inject
    private Storage storage;

    /**
     * Installs a package, unless it is installed already.
     *
     * @return the installed package, and whether this call installed it
     */
    public Outcome<InstalledPackage> install(Draft<InstalledPackage> draft) {
        return recordStore.addIfAbsent(draft);
    }

    /** Returns the data of a package, an empty object if it has none. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public Json data(String packageId) {
        PackageData kept = recordStore.find(PackageData.class, packageId);
        return kept == null ? NOTHING : kept.getData();
    }

    /**
     * Sets the data of a package, an object whose values are arrays, if the condition holds.
     *
     * @throws dev.metabuilder.database.errors.PreconditionException when it does not
     */
    public Outcome<PackageData> setData(String packageId, Json data, Precondition precondition) {
        if (precondition != Precondition.NONE) {
            // The lock lets in one caller at a time: there may be no row to lock.
            storage.lockForReplacement(PackageData.class);
            precondition.require(recordStore.find(PackageData.class, packageId));
        }
        keyValueWrites.set(PackageData.class, packageId, "data", data);
        PackageData kept = recordStore.find(PackageData.class, packageId);
        return new Outcome<>(kept, kept.changes() == 1);
    }
}
