package dev.metabuilder.database.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.Database;
import dev.metabuilder.database.errors.InvalidException;
import dev.metabuilder.database.errors.NotFoundException;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.testing.InServer;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Packages and their data. */
class PackagesIT extends InServer {

    @Inject
    Database database;

    private static InstalledPackage blog(String version) {
        var blog = new InstalledPackage();
        blog.setPackageId("blog");
        blog.setInstalledAt(1L);
        blog.setVersion(version);
        blog.setEnabled(false);
        return blog;
    }

    @Test
    void installingWhatIsInstalledDoesNothing() {
        database.clearDatabase();
        assertTrue(database.installPackage(blog("1")));
        var changes = database.getInstalledPackages().get(0).changes();
        assertFalse(database.installPackage(blog("2")));
        assertEquals(1, database.getInstalledPackages().size());
        assertEquals("1", database.getInstalledPackages().get(0).getVersion());
        assertEquals(changes, database.getInstalledPackages().get(0).changes());
        assertThrows(InvalidException.class, () -> database.installPackage(blog(null)));
    }

    @Test
    void anInstalledPackageIsTurnedOnAndOff() {
        database.clearDatabase();
        database.installPackage(blog("1"));
        for (boolean enabled : new boolean[] {true, true, false}) {
            database.togglePackageEnabled("blog", enabled);
            assertEquals(enabled, database.getInstalledPackages().get(0).isEnabled());
        }
        assertThrows(NotFoundException.class, () -> database.togglePackageEnabled("shop", true));
        assertThrows(NotFoundException.class, () -> database.uninstallPackage("shop"));
    }

    @Test
    void whatAPackageKeepsDoesNotDependOnItsBeingInstalled() {
        database.clearDatabase();
        database.setPackageData("blog", Json.parse("{\"posts\":[]}"));
        database.installPackage(blog("1"));
        database.uninstallPackage("blog");
        assertEquals(List.of(), database.getInstalledPackages());
        assertEquals("{\"posts\":[]}", database.getPackageData("blog").toString());
    }

    @Test
    void packageDataIsAnObjectOfArraysAndIsReplacedWhole() {
        database.clearDatabase();
        for (String data : List.of("{\"b\":[1],\"a\":[]}", "{\"c\":[{\"d\":\"\\u0000\"}]}", "{}")) {
            database.setPackageData("blog", Json.parse(data));
            assertEquals(data, database.getPackageData("blog").toString());
        }
        for (String data : Arrays.asList("[]", "1", "null", "{\"a\":{}}", "{\"a\":[],\"b\":null}", null)) {
            assertThrows(
                    InvalidException.class,
                    () -> database.setPackageData("blog", data == null ? null : Json.parse(data)),
                    data);
        }
        assertThrows(InvalidException.class, () -> database.setPackageData("", Json.object()));
        assertThrows(InvalidException.class, () -> database.setPackageData(null, Json.object()));
        assertEquals("{}", database.getPackageData("blog").toString());
        assertEquals("{}", database.getPackageData("nobody").toString());
        assertThrows(NotFoundException.class, () -> database.deletePackageData("nobody"));
    }
}
