package dev.metabuilder.database.operator;

import dev.metabuilder.database.replacement.ReplacementReport;
import java.util.Locale;
import java.util.function.Consumer;

/** The result of an import, in lines for a person. */
final class ImportSummary {

    private ImportSummary() {}

    /** Writes the counts of each section, then every repair. */
    static void say(ReplacementReport report, Consumer<String> lines) {
        lines.accept(row("section", "added", "changed", "removed", "cascaded", "mended"));
        report.sections()
                .forEach((name, counts) -> lines.accept(row(
                        name, counts.added(), counts.changed(), counts.removed(), counts.cascaded(), counts.mended())));
        report.forEachMend(mend -> lines.accept(mend.toString()));
    }

    private static String row(Object... cells) {
        return String.format(Locale.ROOT, "%-24s %10s %10s %10s %10s %10s", cells);
    }
}
