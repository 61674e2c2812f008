package dev.metabuilder.database.replacement;

import dev.metabuilder.database.errors.Problem;
import dev.metabuilder.database.model.Section;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** What a replacement or an import did, section by section. */
public final class ReplacementReport {

    private final Map<String, Counts> sections = new LinkedHashMap<>();
    private final RepairLog repairLog = new RepairLog();

    /** The counts of a section. */
    public static final class Counts {

        long added;
        long changed;
        long removed;
        long cascaded;
        long mended;

        private Counts() {}

        /** Returns how many records were added. */
        public long added() {
            return added;
        }

        /** Returns how many records were changed. */
        public long changed() {
            return changed;
        }

        /** Returns how many records were removed because the input does not have them. */
        public long removed() {
            return removed;
        }

        /** Returns how many records were removed or changed because a record that they refer to was removed. */
        public long cascaded() {
            return cascaded;
        }

        /** Returns how many repairs there were in the section. */
        public long mended() {
            return mended;
        }
    }

    /** Returns the counts of each section that was replaced or affected. */
    public Map<String, Counts> sections() {
        return sections;
    }

    /** Returns how many repairs there were in all. */
    public long mended() {
        return repairLog.count();
    }

    /** Passes on each repair: its place, and what was done. The repairs may be too many for memory. */
    public void forEachMend(Consumer<Problem> taker) {
        repairLog.forEach(taker);
    }

    Counts of(Section<?> section) {
        return sections.computeIfAbsent(section.name(), name -> new Counts());
    }

    /** Counts records that were affected by the removal of others. */
    void cascaded(Section<?> section, long records) {
        if (records > 0) {
            of(section).cascaded += records;
        }
    }

    /** Adds a repair in a section, or in none if that is null. */
    public void mend(Section<?> section, Problem mend) {
        if (section != null) {
            of(section).mended++;
        }
        repairLog.add(mend);
    }
}
