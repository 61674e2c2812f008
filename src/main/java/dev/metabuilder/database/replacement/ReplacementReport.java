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

    /** How many records of a section were added, changed, removed, removed or changed by an effect of another, and mended. */
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

        /** Returns how many records were removed because they did not come in. */
        public long removed() {
            return removed;
        }

        /** Returns how many records were removed or changed because one that they refer to was removed. */
        public long cascaded() {
            return cascaded;
        }

        /** Returns how many mends there were in the section. */
        public long mended() {
            return mended;
        }
    }

    /** Returns the counts by section, for those that came in or were affected. */
    public Map<String, Counts> sections() {
        return sections;
    }

    /** Returns how many mends there were in all. */
    public long mended() {
        return repairLog.count();
    }

    /** Hands over each mend: where it was, and what was done. They may be too many for memory. */
    public void forEachMend(Consumer<Problem> taker) {
        repairLog.forEach(taker);
    }

    Counts of(Section<?> section) {
        return sections.computeIfAbsent(section.name(), name -> new Counts());
    }

    /** Takes note of so many records of a model on which another's removal had an effect. */
    void cascaded(Section<?> section, long records) {
        if (records > 0) {
            of(section).cascaded += records;
        }
    }

    /** Takes note of a mend in a section, or outside of all: null. */
    public void mend(Section<?> section, Problem mend) {
        if (section != null) {
            of(section).mended++;
        }
        repairLog.add(mend);
    }
}
