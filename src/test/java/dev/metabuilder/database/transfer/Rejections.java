package dev.metabuilder.database.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.metabuilder.database.testing.Requests;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Imports invalid texts, compares the whole answer, and checks that nothing has changed. */
final class Rejections {

    /** Stands in a text before the character at which an error is to be reported. */
    private static final char MARK = '¦';

    private static final Pattern ERROR = Pattern.compile("\\{\"pointer\":\"((?:[^\"\\\\]|\\\\.)*)\","
            + "\"line\":(\\d+),\"column\":(\\d+),\"detail\":\"((?:[^\"\\\\]|\\\\.)*)\"\\}");

    private final Requests server = Requests.toServer();
    private final String before = server.export();

    /**
     * Imports a text.
     *
     * @param marked the text, with a mark at the place of each error, in the order of the answer
     * @param errors the pointer of each error, then its detail
     */
    void expect(int status, String marked, String... errors) {
        var places = places(marked);
        assertEquals(errors.length, 2 * places.size(), "one mark an error: " + marked);
        var expected = new ArrayList<String>();
        for (int i = 0; i < places.size(); i++) {
            expected.add(errors[2 * i] + " " + places.get(i) + " " + errors[2 * i + 1]);
        }
        expect(status, marked.replace(String.valueOf(MARK), "").getBytes(UTF_8), expected);
    }

    /** Imports bytes; an error is its pointer, its line and column as "1:2", and its detail. */
    void expect(int status, byte[] bytes, List<String> expected) {
        var all = new String(bytes, UTF_8);
        var text = all.substring(0, Math.min(300, all.length()));
        var response = server.send("POST", "database/import", BodyPublishers.ofByteArray(bytes));
        assertEquals(
                status + "\n" + String.join("\n", expected), response.statusCode() + "\n" + errors(response), text);
        assertEquals(
                "application/problem+json",
                response.headers().firstValue("Content-Type").orElse(""),
                text);
        assertEquals(before, server.export(), "nothing may change by " + text);
    }

    /** The errors of an answer, a line each. */
    static String errors(HttpResponse<String> response) {
        var errors =
                ERROR.matcher(response.body()).results().map(Rejections::line).toList();
        return errors.isEmpty() ? response.body() : String.join("\n", errors);
    }

    private static String line(MatchResult error) {
        return unescaped(error.group(1)) + " " + error.group(2) + ":" + error.group(3) + " "
                + unescaped(error.group(4));
    }

    private static String unescaped(String json) {
        return json.replace("\\\"", "\"").replace("\\\\", "\\");
    }

    private static List<String> places(String marked) {
        var places = new ArrayList<String>();
        for (int at = marked.indexOf(MARK); at >= 0; at = marked.indexOf(MARK, at + 1)) {
            var lines =
                    marked.substring(0, at).replace(String.valueOf(MARK), "").split("\r\n|\r|\n", -1);
            places.add(lines.length + ":"
                    + (1 + lines[lines.length - 1].codePoints().count()));
        }
        return places;
    }
}
