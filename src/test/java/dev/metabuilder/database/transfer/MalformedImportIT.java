package dev.metabuilder.database.transfer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.metabuilder.database.testing.InServer;
import dev.metabuilder.database.testing.Requests;
import java.util.List;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.junit.jupiter.api.Test;

/** An import of a text that is not JSON: 400, with the place where it stops being JSON, and nothing changes. */
class MalformedImportIT extends InServer {

    private static final String ENDS = "the text ends here, too early to be JSON";
    private static final String NO_UTF_8 = "the text is not UTF-8 from here on";

    private static Rejections rejections() {
        Requests.toServer().importAll(SmallData.EXPORT);
        return new Rejections();
    }

    @Test
    @RunAsClient
    void whatMayNotStandThereIsTold() {
        var rejections = rejections();
        unexpected(rejections, "¦]", "", "]");
        unexpected(rejections, "¦'users'", "", "'");
        unexpected(rejections, "¦// comment\n{}", "", "/");
        unexpected(rejections, "{¦users: []}", "", "u");
        unexpected(rejections, "{¦'users': []}", "", "'");
        unexpected(rejections, "{\"users\" ¦[]}", "/users", "[");
        unexpected(rejections, "{\"users\": ¦}", "/users", "}");
        unexpected(rejections, "{\"users\": [¦}", "/users", "}");
        unexpected(rejections, "{\"users\": [¦,]}", "/users/0", ",");
        unexpected(rejections, "{\"users\": []¦]", "/users", "]");
        unexpected(rejections, "{\"users\": [],\n ¦}", "/users", "}");
        unexpected(rejections, "{\"users\": []\n ¦\"pages\": []}", "/users", "\"");
        unexpected(rejections, "{\"workflows\": [\n  {\"id\": \"w\"\n   ¦\"name\": \"x\"}]}", "/workflows/0/id", "\"");
        unexpected(
                rejections,
                "{\"componentHierarchy\": {\"a/b~c\": {\"x\": [1, 2 ¦3]}}}",
                "/componentHierarchy/a~1b~0c/x/2",
                "3");
    }

    @Test
    @RunAsClient
    void aWordThatIsNoJsonIsToldAtItsFirstCharacter() {
        var rejections = rejections();
        unexpected(rejections, "¦x", "", "x");
        unexpected(rejections, "{\"users\": ¦nul}", "/users", "n");
        unexpected(rejections, "{\"users\": ¦NaN}", "/users", "N");
        unexpected(rejections, "{\"users\": ¦-Infinity}", "/users", "-");
        unexpected(rejections, "{\"users\": ¦True, \"pages\": []}", "/users", "T");
        unexpected(rejections, "{\"users\": ¦undefined\n}", "/users", "u");
    }

    @Test
    @RunAsClient
    void aNumberThatIsNoneIsTold() {
        var rejections = rejections();
        unexpected(rejections, "{\"users\": 0¦1}", "/users", "1");
        unexpected(rejections, "{\"users\": ¦+1}", "/users", "+");
        unexpected(rejections, "{\"users\": ¦.5}", "/users", ".");
        rejections.expect(
                400,
                "{\"users\": ¦0¦x10}",
                "/users",
                "must be an array, not a number",
                "/users",
                "no JSON: unexpected \"x\"");
        unexpected(rejections, "{\"users\": -¦a}", "/users", "a");
    }

    @Test
    @RunAsClient
    void aFaultInAStringIsToldAtTheCharacter() {
        var rejections = rejections();
        unexpected(rejections, "{\"workflows\": [{\"name\": \"a\\¦x\"}]}", "/workflows/0/name", "x");
        unexpected(rejections, "{\"workflows\": [{\"name\": \"\\u12¦G4\"}]}", "/workflows/0/name", "G");
        for (var control : List.of("\t", "\n", "\r", "\u0000", "\u001f")) {
            rejections.expect(
                    400,
                    "{\"workflows\": [{\"name\": \"a¦" + control + "b\"}]}",
                    "/workflows/0/name",
                    "no JSON: unexpected control character");
        }
        rejections.expect(400, "{\"us¦\u0001ers\": []}", "", "no JSON: unexpected control character");
        rejections.expect(400, "{\"users\"¦\u0001: []}", "/users", "no JSON: unexpected control character");
    }

    @Test
    @RunAsClient
    void aTextThatEndsTooEarlyIsToldAtItsEnd() {
        var rejections = rejections();
        var parts = List.of(
                "{¦", "",
                "{\"use¦", "",
                "{\"users\"¦", "/users",
                "{\"users\":¦", "/users",
                "{\"users\": [¦", "/users",
                "{\"users\": [{\"id\": \"a¦", "/users/0/id",
                "{\"users\": [{\"id\": \"a\\¦", "/users/0/id",
                "{\"users\": [{\"id\": \"a\\u12¦", "/users/0/id",
                "{\"users\": [{\"createdAt\": 1¦", "/users/0/createdAt",
                "{\"users\": [\n],\n¦", "/users");
        for (int i = 0; i < parts.size(); i += 2) {
            rejections.expect(400, parts.get(i), parts.get(i + 1), ENDS);
        }
        rejections.expect(400, "¦", "", "the text ends here; a JSON value was expected");
        rejections.expect(400, " \n  ¦", "", "the text ends here; a JSON value was expected");
    }

    @Test
    @RunAsClient
    void whatFollowsTheTextIsTold() {
        var rejections = rejections();
        for (var more : List.of("¦x", "¦{}", "¦]", "¦,", "\n\n  ¦1", " ¦\"a\"", " ¦null")) {
            rejections.expect(400, "{\"users\": []}" + more, "", "the JSON value has ended, but more text follows");
        }
    }

    @Test
    @RunAsClient
    void whatIsNoUtf8IsToldWhereItStands() {
        var rejections = rejections();
        noUtf8(rejections, "{\"users\":\n \u00ff[]}", "/users 2:2");
        noUtf8(rejections, "{\"workflows\": [{\"name\": \"b\u00c3\"}]}", "/workflows/0/name 1:27");
        noUtf8(
                rejections,
                "{\"workflows\": [{\"name\": \"\u00f0\u009f\u0098\u0080\u00ed\u00a0\u0080\"}]}",
                "/workflows/0/name 1:27");
        noUtf8(rejections, "{\"users\": [], \"a\u00c0\u0080\": 1}", "/users 1:17");
        noUtf8(rejections, "{\"users\": []} \n\u00ff", " 2:1");
        noUtf8(rejections, "{\"workflows\": [{\"id\": \"\u00f0\u009f", "/workflows/0/id 1:24");
        var far = " ".repeat(20_000) + "\n";
        noUtf8(rejections, "{\"users\": " + far + "\u00ff", "/users 2:1");
    }

    private static void noUtf8(Rejections rejections, String bytes, String place) {
        rejections.expect(400, bytes.getBytes(ISO_8859_1), List.of(place + " " + NO_UTF_8));
    }

    @Test
    @RunAsClient
    void linesAndColumnsAreCountedInCodePointsAndByEveryLineEnd() {
        var rejections = rejections();
        for (var end : List.of("\n", "\r\n", "\r")) {
            var text = "{" + end + end + "\"workflows\": []," + end
                    + "\"users\": \"\ud83d\ude00e\u0301\u00e4\ud83d\ude00\" x";
            rejections.expect(
                    400,
                    text.getBytes(UTF_8),
                    List.of("/users 4:10 must be an array, not a string", "/users 4:18 no JSON: unexpected \"x\""));
        }
    }

    @Test
    @RunAsClient
    void noJsonGoesBeforeAllElseAndEndsTheListOfWhatIsWrong() {
        var rejections = rejections();
        rejections.expect(
                400,
                "{\"schemas\": [{\"name\": ¦1, \"fields\": []}], \"nothing\": ¦1, \"tenants\": [¦;], \"more\": 1}",
                "/schemas/0/name",
                "must be a string of 1 to 512 characters, not a number",
                "/nothing",
                "is unknown: no section of an export has this name",
                "/tenants/0",
                "no JSON: unexpected \";\"");
    }

    private static void unexpected(Rejections rejections, String marked, String pointer, String character) {
        rejections.expect(400, marked, pointer, "no JSON: unexpected \"" + character + "\"");
    }
}
