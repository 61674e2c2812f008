package dev.metabuilder.database.http;

import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Section;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;

/** Finds the section that a path names. */
final class SectionPaths {

    private SectionPaths() {}

    /** Returns the collection with a name. */
    static Section<?> collection(Catalogue catalogue, String name) {
        Section<?> section = catalogue.section(name);
        if (section != null && section.kind() == Section.Kind.SINGLETON) {
            // The singleton's own resource does not have this method.
            throw new NotAllowedException("GET", new String[] {"PUT", "DELETE"});
        }
        if (name.equals("batch")) {
            throw new NotAllowedException("POST");
        }
        if (section == null || section.isSorted()) {
            throw new NotFoundException();
        }
        return section;
    }

    /** Returns the collection with a name if it has whole records, which can be added and updated. */
    static Section<?> records(Catalogue catalogue, String name, String... otherMethods) {
        Section<?> section = collection(catalogue, name);
        if (!hasRecords(section)) {
            throw new NotAllowedException("GET", otherMethods);
        }
        return section;
    }

    /** Returns the section with a name, whose records have a path for their history. */
    static Section<?> withHistory(Catalogue catalogue, String name) {
        Section<?> section = catalogue.section(name);
        if (section == null || section.isSorted()) {
            throw new NotFoundException();
        }
        return section;
    }

    /** Returns whether a section has whole records, and not single values. */
    static boolean hasRecords(Section<?> section) {
        return section.kind() != Section.Kind.VALUES;
    }
}
