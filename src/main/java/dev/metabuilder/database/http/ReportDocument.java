package dev.metabuilder.database.http;

import dev.metabuilder.database.errors.Problem;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.json.JsonText;
import dev.metabuilder.database.replacement.ReplacementReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an import did, as JSON: the counts of each section, then every mend. */
final class ReportDocument {

    private ReportDocument() {}

    /** Writes a report, in memory that does not grow with the mends. */
    static void write(ReplacementReport report, Writer out) {
        Map<String, Json> sections = new LinkedHashMap<>();
        report.sections().forEach((name, counts) -> sections.put(name, counts(counts)));
        String[] comma = {""};
        append(out, "{\"sections\":" + Json.of(sections) + ",\"mends\":[");
        report.forEachMend(mend -> {
            append(out, comma[0] + json(mend));
            comma[0] = ",";
        });
        append(out, "]}");
    }

    private static Json counts(ReplacementReport.Counts counts) {
        return Json.object(
                "added", counts.added(),
                "changed", counts.changed(),
                "removed", counts.removed(),
                "cascaded", counts.cascaded(),
                "mended", counts.mended());
    }

    /** Returns one thing that was wrong, or was mended: where, if that is known, and what. */
    static String json(Problem problem) {
        StringBuilder out = new StringBuilder("{\"pointer\":");
        JsonText.quote(out, problem.pointer());
        if (problem.line() > 0) {
            out.append(",\"line\":")
                    .append(problem.line())
                    .append(",\"column\":")
                    .append(problem.column());
        }
        JsonText.quote(out.append(",\"detail\":"), problem.detail());
        return out.append('}').toString();
    }

    private static void append(Writer out, String text) {
        try {
            out.append(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
