package dev.metabuilder.database.transfer;

import static dev.metabuilder.database.transfer.SmallData.comment;
import static dev.metabuilder.database.transfer.SmallData.user;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.Database;
import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.replacement.ReplacementReport;
import dev.metabuilder.database.storage.Storage;
import dev.metabuilder.database.testing.InServer;
import dev.metabuilder.database.users.PasswordHashes;
import dev.metabuilder.database.users.User;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.StringWriter;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The effect of a valid import. */
class ImportIT extends InServer {

    @Inject
    private Database database;

    @Inject
    private Catalogue catalogue;

    @Inject
    private Storage storage;

    private void begin() {
        database.clearDatabase();
        database.importDatabase(SmallData.EXPORT);
    }

    private String export() {
        var text = new StringWriter();
        database.exportDatabase(text, true);
        return text.toString();
    }

    /** The version of each row of each table, by table and key. */
    private Map<String, Long> versions() {
        var versions = new TreeMap<String, Long>();
        for (Section<?> section : catalogue.sections()) {
            var table = section.model().table();
            storage.read(connection -> {
                try (Statement statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery(
                                "SELECT " + section.model().key().column() + ", row_version FROM " + table)) {
                    while (rows.next()) {
                        versions.put(table + " " + rows.getString(1), rows.getLong(2));
                    }
                }
                return null;
            });
        }
        return versions;
    }

    private static String counts(ReplacementReport report) {
        return report.sections().entrySet().stream()
                .map(entry -> entry.getKey() + " +" + entry.getValue().added() + " ~"
                        + entry.getValue().changed() + " -" + entry.getValue().removed() + " >"
                        + entry.getValue().cascaded())
                .filter(line -> !line.endsWith(" +0 ~0 -0 >0"))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    @Test
    void sectionsComeInAnyOrder() {
        begin();
        var before = export();
        database.clearDatabase();
        // From last to first: comments, tenants and credentials before the users that they name.
        var lines = SmallData.EXPORT.strip();
        var sections = List.of(lines.substring(1, lines.length() - 1).split(",\n \"|\\{ \"")).stream()
                .map(section -> section.startsWith("\"") ? section : "\"" + section)
                .collect(Collectors.toCollection(ArrayList::new));
        assertTrue(sections.size() >= 9, "the split finds the sections");
        Collections.reverse(sections);
        var report = database.importDatabase("{" + String.join(",\n", sections) + "}");
        assertEquals(before, export());
        assertTrue(counts(report).contains("users +2 ~0 -0 >0"), counts(report));
    }

    @Test
    void whatIsAbsentOrNullIsLeftAlone() {
        begin();
        var before = versions();
        assertEquals("", counts(database.importDatabase("{}")));
        var nulls = catalogue.sections().stream()
                .map(section -> "\"" + section.name() + "\": null")
                .collect(Collectors.joining(", ", "{", "}"));
        assertEquals("", counts(database.importDatabase(nulls)));
        assertEquals("workflows +0 ~0 -1 >0", counts(database.importDatabase("{\"workflows\": [], \"users\": null}")));
        before.remove("workflows w1");
        assertEquals(before, versions());
    }

    @Test
    void whatIsEqualTouchesNoRow() {
        begin();
        database.initializeDatabase();
        var backup = export();
        var before = versions();
        assertEquals("", counts(database.importDatabase(backup)));
        assertEquals(before, versions());
        database.importDatabase(database.exportDatabase());
        assertEquals(before, versions());
    }

    @Test
    void aRowThatChangesIsTheOnlyOneThatIsTouched() {
        begin();
        database.importDatabase("{\"workflows\": [" + workflow("w1", "a") + "," + workflow("w2", "b") + ","
                + workflow("w3", "c") + "]}");
        var before = versions();
        var report = database.importDatabase("{\"workflows\": [" + workflow("w1", "a") + "," + workflow("w2", "new")
                + "," + workflow("w3", "c") + "]}");
        assertEquals("workflows +0 ~1 -0 >0", counts(report));
        before.merge("workflows w2", 1L, Long::sum);
        assertEquals(before, versions());
    }

    private static String workflow(String id, String name) {
        return "{\"id\": \"%s\", \"name\": \"%s\", \"nodes\": [], \"edges\": [], \"enabled\": true}"
                .formatted(id, name);
    }

    @Test
    void recordsComeBackInTheOrderOfTheText() {
        begin();
        for (var order : List.of("abcdef", "fedcba", "acebdf", "xaybzc", "zyxcba", "cabxyz")) {
            database.importDatabase(order.chars()
                    .mapToObj(c -> workflow("" + (char) c, "n"))
                    .collect(Collectors.joining(",", "{\"workflows\": [", "]}")));
            assertEquals(
                    order,
                    database.getWorkflows().stream()
                            .map(workflow -> workflow.getId())
                            .collect(Collectors.joining()));
        }
    }

    @Test
    void effectsOnSectionsThatTheTextLacksAreCounted() {
        begin();
        var report = database.importDatabase("{\"users\": [" + user("u1", "ann", "user") + "]}");
        assertEquals(
                "credentials +0 ~0 -0 >1, powerTransferRequests +0 ~0 -0 >1, tenants +0 ~0 -0 >1, users +0 ~1 -1 >0",
                counts(report));
        assertEquals(List.of(), database.getTenants());
        assertEquals(List.of("ann"), List.copyOf(database.getCredentials().keySet()));
        assertEquals(
                "comments +0 ~0 -0 >1, credentials +0 ~0 -0 >1, users +0 ~0 -1 >0",
                counts(database.importDatabase("{\"users\": []}")));
        assertEquals(List.of(), database.getComments());
    }

    @Test
    void aTenantThatGoesIsTakenFromItsUsers() {
        begin();
        assertEquals("tenants +0 ~0 -1 >0, users +0 ~0 -0 >1", counts(database.importDatabase("{\"tenants\": []}")));
        assertNull(database.getUsers().get(0).getTenantId());
        assertEquals(1, database.getComments().size());
    }

    @Test
    void usersMayNameTenantsThatAreThere() {
        begin();
        var users = "{\"users\": [" + user("u2", "bob", "god") + ", {\"tenantId\": \"t1\", "
                + user("u3", "cid", "user").substring(1) + "]}";
        database.importDatabase(users);
        assertEquals("t1", database.getUsers().get(1).getTenantId());
    }

    @Test
    void credentialsOfTheTextHoldWhoeverIsRenamedInIt() {
        begin();
        var stored = List.of(stored("one"), stored("two"));
        database.setCredential("ann", stored.get(0));
        database.setCredential("bob", stored.get(1));
        // Two names are swapped: what the text does not bring goes along.
        database.importDatabase("{\"users\": [" + user("u1", "bob", "user") + "," + user("u2", "ann", "god") + "]}");
        assertEquals(Map.of("bob", stored.get(0), "ann", stored.get(1)), database.getCredentials());
        assertEquals(Map.of("bob", true), database.getFirstLoginFlags());
        // And what it brings stays under its name, before or after the users in the text.
        database.importDatabase("{\"credentials\": {\"ann\": \"" + stored.get(0) + "\", \"new\": \"\"}, \"users\": ["
                + user("u1", "ann", "user") + "," + user("u2", "bob", "god") + "]}");
        assertEquals(Map.of("ann", stored.get(0), "new", ""), database.getCredentials());
        assertEquals(Map.of("ann", true), database.getFirstLoginFlags());
    }

    private static String stored(String password) {
        return "PBKDF2WithHmacSHA512:220000:"
                + Base64.getEncoder().encodeToString((password + "salt-of-16-bytes-or-more").getBytes(UTF_8)) + ":"
                + Base64.getEncoder().encodeToString("hash-of-32-bytes-0123456789abcdef".getBytes(UTF_8));
    }

    @Test
    void theSupergodsRoleAndUniqueValuesMayBeSwapped() {
        begin();
        database.importDatabase(
                "{\"users\": [" + user("u1", "bob", "supergod") + "," + user("u2", "ann", "god") + "]}");
        assertEquals("u1", database.getSuperGod().getId());
        assertEquals(
                List.of("bob", "ann"),
                database.getUsers().stream().map(User::getUsername).toList());
        assertEquals(1, database.getComments().size());
        assertEquals(1, database.getTenants().size());
    }

    @Test
    void bareHashesAreConverted() {
        begin();
        database.importDatabase(
                "{\"credentials\": {\"ann\": \"" + PasswordHashes.sha512("secret") + "\", \"bob\": \"\"}}");
        var stored = database.getCredentials();
        assertTrue(stored.get("ann").startsWith("PBKDF2WithHmacSHA512:"), stored.get("ann"));
        assertEquals("", stored.get("bob"));
        assertTrue(database.verifyCredentials("ann", "secret"));
        assertFalse(database.verifyCredentials("ann", "Secret"));
        assertFalse(database.verifyCredentials("bob", ""));
        assertFalse(export().contains(PasswordHashes.sha512("secret")));
    }

    @Test
    void aByteOrderMarkIsPassedOver() {
        begin();
        var bytes = ("\ufeff{\"comments\": [" + comment("c9", "u2") + "]}").getBytes(UTF_8);
        try (var source = ImportSource.spool(new ByteArrayInputStream(bytes))) {
            database.importDatabase(source);
        }
        assertEquals("c9", database.getComments().get(0).getId());
    }
}
