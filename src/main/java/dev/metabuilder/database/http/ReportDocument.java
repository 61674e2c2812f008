package dev.metabuilder.database.http;

import dev.metabuilder.database.http.problem.ProblemDocument;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.json.JsonWriter;
import dev.metabuilder.database.replacement.ReplacementReport;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes the report of an import as JSON: the counts of each section, then every repair. */
final class ReportDocument {

    private ReportDocument() {}

    /** Writes a report, in memory that does not grow with the repairs. */
    static void write(ReplacementReport report, JsonWriter out) {
        Map<String, Json> sections = new LinkedHashMap<>();
        report.sections().forEach((name, counts) -> sections.put(name, counts(counts)));
        out.beginObject().member("sections", sections).name("mends").beginArray();
        report.forEachMend(mend -> ProblemDocument.write(mend, out));
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
}
