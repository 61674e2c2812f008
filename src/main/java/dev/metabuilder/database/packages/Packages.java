package dev.metabuilder.database.packages;

import dev.metabuilder.database.model.Collections;
import dev.metabuilder.database.model.Draft;
import dev.metabuilder.database.model.Json;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** Packages and what they keep. */
@Stateless
public class Packages {

    private static final Json NOTHING = Json.object();

    @Inject
    private Collections collections;

    /**
     * Installs a package, unless it is installed.
     *
     * @return whether it was installed now
     */
    public boolean install(Draft<InstalledPackage> draft) {
        return collections.addIfAbsent(draft);
    }

    /** Returns what a package keeps, an empty object when it keeps nothing. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public Json data(String packageId) {
        PackageData kept = collections.find(PackageData.class, packageId);
        return kept == null ? NOTHING : kept.getData();
    }

    /** Sets what a package keeps: an object whose values are arrays. */
    public void setData(String packageId, Json data) {
        collections.upsert(PackageData.class, packageId, "data", data);
    }
}
