package dev.metabuilder.database.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.metabuilder.database.users.Role;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of who may call what, against the routes that the code has. */
public class TableTest {

    /** The routes of all resource classes, as the table writes them. */
    public static Set<String> routes() {
        return new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("dev.metabuilder.database")
                        .stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        .flatMap(type -> Stream.of(type.reflect().getDeclaredMethods()))
                        .map(Access::route)
                        .filter(route -> !route.isEmpty())
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyRouteStandsInTheTable() {
        Set<String> routes = routes();
        assertTrue(routes.size() > 30, routes::toString);
        routes.removeIf(Table::has);
        assertEquals(Set.of(), routes, "routes in no row");
    }

    @Test
    void aRouteInNoRowIsNobodys() {
        for (Role role : Role.values()) {
            assertNull(Table.limit("GET nowhere", role));
            assertNull(Table.limit("", role));
        }
        assertNull(Table.limit("GET users", null));
        assertFalse(Table.has("GET nowhere"));
    }

    @Test
    void aRoleIncludesThoseBeforeIt() {
        for (String route : routes()) {
            boolean before = false;
            for (Role role : Role.values()) {
                boolean may = Table.limit(route, role) != null;
                assertTrue(may || !before, () -> route + " as " + role);
                before = may;
            }
            assertEquals(Limit.NONE, Table.limit(route, Role.SUPERGOD), route);
        }
    }

    @Test
    void whatIsNoRouteOfOursHasNoName() throws ReflectiveOperationException {
        Method none = Object.class.getMethod("toString");
        assertEquals("", Access.route(none));
        assertEquals("", Access.route(null));
    }
}
