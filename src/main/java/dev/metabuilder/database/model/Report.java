package dev.metabuilder.database.model;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a replacement or an import did, section by section. */
public final class Report {

    private final Map<String, Counts> sections = new LinkedHashMap<>();

    /** How many records of a section were added, changed, removed, and removed or changed by an effect of another. */
    public static final class Counts {

        long added;
        long changed;
        long removed;
        long cascaded;

        private Counts() {}

        /** Returns how many records were added. */
        public long added() {
            return added;
        }

        /** Returns how many records were changed. */
        public long changed() {
            return changed;
        }

        /** Returns how many records were removed because they did not come in. */
        public long removed() {
            return removed;
        }

        /** Returns how many records were removed or changed because one that they refer to was removed. */
        public long cascaded() {
            return cascaded;
        }
    }

    /** Returns the counts by section, for those that came in or were affected. */
    public Map<String, Counts> sections() {
        return sections;
    }

    Counts of(Section<?> section) {
        return sections.computeIfAbsent(section.name(), name -> new Counts());
    }
}
