package dev.metabuilder.database.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.metabuilder.database.Models;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.users.Role;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The access rules match the routes of the code. */
public class AccessRulesTest {

    private static final List<Class<?>> RESOURCES = new ArrayList<>();

    /** The resource classes of the code. */
    public static Stream<Class<?>> resources() {
        synchronized (RESOURCES) {
            if (RESOURCES.isEmpty()) {
                new ClassFileImporter()
                                .withImportOption(new ImportOption.DoNotIncludeTests())
                                .importPackages("dev.metabuilder.database")
                                .stream()
                                .filter(type -> type.isAnnotatedWith(Path.class))
                                .forEach(type -> RESOURCES.add(type.reflect()));
            }
            return List.copyOf(RESOURCES).stream();
        }
    }

    /** The routes of all resource classes, as the rules write them. */
    public static Set<String> routes() {
        return resources()
                .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                .map(AccessFilter::route)
                .filter(route -> !route.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyRouteStandsInTheTable() {
        Set<String> routes = routes();
        assertTrue(routes.size() > 30, routes::toString);
        routes.removeIf(AccessRules::has);
        assertEquals(Set.of(), routes, "routes in no row");
    }

    @Test
    void aRouteInNoRowIsNobodys() {
        for (Role role : Role.values()) {
            assertNull(AccessRules.limit("GET nowhere", role));
            assertNull(AccessRules.limit("", role));
        }
        assertNull(AccessRules.limit("GET users", null));
        assertFalse(AccessRules.has("GET nowhere"));
    }

    @Test
    void aRoleIncludesThoseBeforeIt() {
        for (String route : routes()) {
            boolean before = false;
            for (Role role : Role.values()) {
                boolean may = AccessRules.limit(route, role) != null;
                assertTrue(may || !before, () -> route + " as " + role);
                before = may;
            }
            assertEquals(AccessLimit.NONE, AccessRules.limit(route, Role.SUPERGOD), route);
        }
    }

    /**
     * Whoever answers a call keeps its limits: a route whose code does not know one would answer with 500, or let all in.
     */
    @Test
    void aLimitStandsOnlyWhereTheCodeOfTheRouteKeepsIt() {
        for (Section<?> section : Models.CATALOGUE.sections()) {
            boolean owned = section.owner() != null;
            boolean ownedByKey = owned && section.owner().property().key();
            Map<String, Set<AccessLimit>> kept = new HashMap<>(Map.of(
                    "GET %s",
                    section.name().equals("pages") ? Set.of(AccessLimit.OPEN_PAGES) : Set.of(),
                    "GET %s/{key}",
                    section.name().equals("pages")
                            ? Set.of(AccessLimit.OPEN_PAGES)
                            : ownedByKey ? Set.of(AccessLimit.OWN) : Set.of(),
                    "PUT %s",
                    section.name().equals("users") ? Set.of(AccessLimit.SUPERGOD_STAYS) : Set.of(),
                    "POST %s",
                    keptByWrites(section),
                    "PUT %s/{key}",
                    keptByWrites(section),
                    "PATCH %s/{key}",
                    keptByWrites(section),
                    "DELETE %s/{key}",
                    keptByWrites(section),
                    // Of several records at once nobody asks whose each is.
                    "POST %s/{key}",
                    section.name().equals("users") ? Set.of(AccessLimit.SUPERGOD_STAYS) : Set.of()));
            kept.put("GET %s/{key}/changes", ownedByKey ? Set.of(AccessLimit.OWN) : Set.of());
            kept.put("POST %s/{key}/restore", keptByWrites(section));
            kept.forEach((template, limits) -> {
                String route = template.formatted(section.name());
                Set<AccessLimit> there = AccessRules.has(route)
                        ? new HashSet<>(AccessRules.callers(route).values())
                        : new HashSet<>();
                there.removeAll(limits);
                there.remove(AccessLimit.NONE);
                assertEquals(
                        Set.of(),
                        there,
                        () -> route
                                + " has a limit that its code does not keep. OWN needs .ownedBy(…) in Models, and limits"
                                + " the writing of single records, not reading: give a role the right without a limit, or"
                                + " make the code keep it.");
            });
        }
    }

    private static Set<AccessLimit> keptByWrites(Section<?> section) {
        Set<AccessLimit> kept = new HashSet<>();
        if (section.owner() != null) {
            kept.add(AccessLimit.OWN);
        }
        if (section.name().equals("users")) {
            kept.add(AccessLimit.SUPERGOD_STAYS);
        }
        return kept;
    }

    @Test
    void whatIsNoRouteOfOursHasNoName() throws ReflectiveOperationException {
        Method none = Object.class.getMethod("toString");
        assertEquals("", AccessFilter.route(none));
        assertEquals("", AccessFilter.route(null));
    }
}
