package dev.metabuilder.database.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.testing.InServer;
import dev.metabuilder.database.testing.Web;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.junit.jupiter.api.Test;

/** The metrics of the server. */
@RunAsClient
class MetricsIT extends InServer {

    private final Web web = Web.service();

    private String metrics() {
        var response = web.send("GET", "metrics");
        assertEquals(200, response.statusCode());
        return response.body();
    }

    /** The value of a series, 0 where it is not there yet. */
    private static double value(String metrics, String name, String... labels) {
        var series = Pattern.compile("^" + Pattern.quote(name) + "\\{(.*)} (\\S+)$", Pattern.MULTILINE)
                .matcher(metrics);
        while (series.find()) {
            var all = true;
            for (var label : labels) {
                all &= series.group(1).contains(label);
            }
            if (all) {
                return Double.parseDouble(series.group(2));
            }
        }
        return 0;
    }

    @Test
    void eachOperationIsCountedAndTimedUnderItsTemplate() {
        var operation = "operation=\"GET workflows/{key}\"";
        var before = metrics();
        var key = "no-such-" + UUID.randomUUID();
        assertEquals(404, web.send("GET", "api/workflows/" + key).statusCode());
        assertEquals(404, web.send("GET", "api/workflows/-?key=" + key).statusCode());
        assertEquals(404, web.send("GET", "api/" + key).statusCode());
        var after = metrics();
        var counted = value(after, "metabuilder_calls_total", operation, "status=\"404\"")
                - value(before, "metabuilder_calls_total", operation, "status=\"404\"");
        assertEquals(2, counted, after);
        assertEquals(
                2,
                value(after, "metabuilder_operation_microseconds_count", operation)
                        - value(before, "metabuilder_operation_microseconds_count", operation),
                after);
        assertTrue(
                value(after, "metabuilder_operation_microseconds_sum", operation)
                        > value(before, "metabuilder_operation_microseconds_sum", operation),
                after);
        assertTrue(
                value(after, "metabuilder_operation_microseconds_max", operation)
                        <= value(after, "metabuilder_operation_microseconds_sum", operation),
                after);
        assertTrue(
                value(after, "metabuilder_operation_microseconds", operation, "quantile=\"0.999\"")
                        <= value(after, "metabuilder_operation_microseconds_sum", operation),
                "quantiles and sum are in one unit");
        assertFalse(after.contains("no-such-"), "no key of a record is in the metrics");
    }

    @Test
    void thePoolAndTheJobsAreWatched() {
        web.send("GET", "api/users");
        var metrics = metrics();
        assertTrue(value(metrics, "metabuilder_pool_used") + value(metrics, "metabuilder_pool_free") > 0, metrics);
        for (var name : new String[] {"running", "records", "total_records", "bytes", "total_bytes"}) {
            for (var kind : new String[] {"import", "export"}) {
                assertTrue(
                        Pattern.compile("^metabuilder_jobs_" + name + "\\{.*kind=\"" + kind, Pattern.MULTILINE)
                                .matcher(metrics)
                                .find(),
                        metrics);
            }
        }
    }

    @Test
    void nobodyElseReadsThem() {
        for (var path : new String[] {"metrics", "metrics/", "metrics/base", "%6detrics", "metrics;a=b"}) {
            var response = Web.nobody().send("GET", path);
            assertEquals(401, response.statusCode(), path);
            assertEquals(2, response.headers().allValues("WWW-Authenticate").size(), path);
            assertEquals(
                    "application/problem+json",
                    response.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", ""));
            assertEquals(401, Web.as("Bearer wrong").send("GET", path).statusCode(), path);
        }
    }
}
