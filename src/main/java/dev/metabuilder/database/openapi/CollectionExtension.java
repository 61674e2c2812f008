package dev.metabuilder.database.openapi;

import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Reference;
import dev.metabuilder.database.model.Section;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.models.PathItem;

/**
 * What OpenAPI has no words for, and a program needs to know that shows any collection: {@code x-collection}, at the path of
 * each.
 */
final class CollectionExtension {

    private static final String NAME = "x-collection";

    private final Catalogue catalogue;

    CollectionExtension(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** Adds the extension to the paths of the collections. */
    void addTo(Map<String, PathItem> paths) {
        for (Section<?> section : catalogue.sections()) {
            // A section that callers see only in an export has no path.
            PathItem path = paths.get("/api/" + section.name());
            if (path != null) {
                path.addExtension(NAME, of(section));
            }
        }
    }

    private Map<String, Object> of(Section<?> section) {
        Map<String, Object> extension = new LinkedHashMap<>();
        extension.put("name", section.name());
        extension.put("kind", section.kind().name().toLowerCase(Locale.ROOT));
        extension.put("model", Schemas.name(section));
        if (section.kind() != Section.Kind.SINGLETON) {
            extension.put("key", section.model().key().name());
        }
        if (section.value() != null) {
            extension.put("value", section.value().name());
        }
        if (!section.references().isEmpty()) {
            // The platform would leave out an empty list.
            extension.put(
                    "references", section.references().stream().map(this::of).toList());
        }
        return extension;
    }

    private Map<String, Object> of(Reference reference) {
        Map<String, Object> extension = new LinkedHashMap<>();
        extension.put("property", reference.property().name());
        extension.put("collection", catalogue.sections(reference.to()).get(0).name());
        extension.put("target", reference.target().name());
        extension.put("onDelete", reference.rule().name().toLowerCase(Locale.ROOT));
        return extension;
    }
}
