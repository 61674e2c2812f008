package dev.metabuilder.database.http;

import dev.metabuilder.database.errors.Problem;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.json.JsonWriter;
import dev.metabuilder.database.replacement.ReplacementReport;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an import did, as JSON: the counts of each section, then every mend. */
final class ReportDocument {

    private ReportDocument() {}

    /** Writes a report, in memory that does not grow with the mends. */
    static void write(ReplacementReport report, JsonWriter out) {
        Map<String, Json> sections = new LinkedHashMap<>();
        report.sections().forEach((name, counts) -> sections.put(name, counts(counts)));
        out.beginObject().member("sections", sections).name("mends").beginArray();
        report.forEachMend(mend -> write(mend, out));
        out.end().end();
    }

    private static Json counts(ReplacementReport.Counts counts) {
        return Json.object(
                "added", counts.added(),
                "changed", counts.changed(),
                "removed", counts.removed(),
                "cascaded", counts.cascaded(),
                "mended", counts.mended());
    }

    /** Writes one thing that was wrong, or was mended: where, if that is known, and what. */
    static void write(Problem problem, JsonWriter out) {
        out.beginObject().member("pointer", problem.pointer());
        if (problem.line() > 0) {
            out.member("line", problem.line()).member("column", problem.column());
        }
        out.member("detail", problem.detail()).end();
    }
}
