package dev.metabuilder.database.security;

import static dev.metabuilder.database.security.AccessLimit.NONE;
import static dev.metabuilder.database.security.AccessLimit.OPEN_PAGES;
import static dev.metabuilder.database.security.AccessLimit.OWN;
import static dev.metabuilder.database.security.AccessLimit.PORTABLE;
import static dev.metabuilder.database.security.AccessLimit.READABLE;
import static dev.metabuilder.database.security.AccessLimit.SUPERGOD_STAYS;
import static dev.metabuilder.database.users.Role.ADMIN;
import static dev.metabuilder.database.users.Role.GOD;
import static dev.metabuilder.database.users.Role.PUBLIC;
import static dev.metabuilder.database.users.Role.SUPERGOD;
import static dev.metabuilder.database.users.Role.USER;

import dev.metabuilder.database.users.Role;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The contract's table of who may call which route. A route is a method and a path template as in JAX-RS, in which {@code
 * {section}} may stand for a section. A role includes those before it, and the highest row that a role reaches defines its
 * limit. Nobody may call a route without a row.
 */
public final class AccessRules {

    private static final Role NOBODY = null;

    private static final Map<String, NavigableMap<Role, AccessLimit>> ROUTES = new HashMap<>();

    static {
        let(NOBODY, NONE, "GET godCredentials/visible", "POST session");
        // Routes outside the API begin with a slash. The description is the same on every server, and contains no data.
        let(NOBODY, NONE, "GET /health", "GET /health/live", "GET /health/ready", "GET /health/started");
        let(NOBODY, NONE, "GET /openapi");

        let(PUBLIC, NONE, "GET session", "DELETE session");
        let(PUBLIC, OWN, "GET users/{key}/sessions", "DELETE users/{key}/sessions", "DELETE users/{key}/sessions/{id}");
        // Not their history: a page may have been closed to the role before.
        let(PUBLIC, OPEN_PAGES, "GET pages", "GET pages/{key}");

        let(USER, READABLE, "GET changes");
        let(USER, OWN, "GET users/{key}", "PUT users/{key}", "PATCH users/{key}", "PUT credentials/{username}");
        let(USER, OWN, "GET users/{key}/changes", "POST users/{key}/restore", "POST comments/{key}/restore");
        let(USER, NONE, reading("cssClasses", "dropdownConfigs", "comments"));
        let(USER, OWN, "POST comments", "PUT comments/{key}", "PATCH comments/{key}", "DELETE comments/{key}");

        let(ADMIN, NONE, reading("users", "schemas", "tenants", "installedPackages", "packageData"));
        let(ADMIN, NONE, "GET superGod");
        let(ADMIN, NONE, writing("packageData", "comments"));

        let(GOD, SUPERGOD_STAYS, writing("users"));
        let(GOD, NONE, reading("workflows", "luaScripts", "pages", "appConfig"));
        let(GOD, NONE, writing("workflows", "luaScripts", "pages", "schemas"));
        let(GOD, NONE, "PUT appConfig", "DELETE appConfig", "POST appConfig/{key}/restore");
        let(GOD, NONE, reading("componentHierarchy", "componentConfigs"));
        let(GOD, NONE, writing("componentHierarchy", "componentConfigs", "cssClasses", "dropdownConfigs"));
        let(GOD, NONE, writing("installedPackages"));
        let(GOD, PORTABLE, "GET database/export", "POST database/import");
        // Nobody can guess the id of a job; only the caller who began it knows it.
        let(GOD, NONE, "GET database/jobs/{id}", "DELETE database/jobs/{id}");
        let(GOD, NONE, "GET database/statistics");

        // Every other section of the catalogue.
        let(SUPERGOD, NONE, reading("{section}"));
        let(SUPERGOD, NONE, writing("{section}", "users"));
        let(SUPERGOD, NONE, "DELETE {section}");
        let(SUPERGOD, NONE, "GET users/{key}/sessions", "DELETE users/{key}/sessions");
        let(SUPERGOD, NONE, "DELETE users/{key}/sessions/{id}");
        let(SUPERGOD, NONE, "GET credentials", "PUT credentials/{username}", "POST credentials/{username}/verify");
        let(SUPERGOD, NONE, "GET passwordChangeTimestamps", "PATCH passwordChangeTimestamps");
        let(SUPERGOD, NONE, "GET firstLoginFlags", "PUT firstLoginFlags/{username}");
        let(SUPERGOD, NONE, "GET passwordResetTokens");
        let(SUPERGOD, NONE, "PUT passwordResetTokens/{username}", "DELETE passwordResetTokens/{username}");
        let(SUPERGOD, NONE, "POST superGod/transfer");
        let(SUPERGOD, NONE, "GET godCredentials/expiry", "PUT godCredentials/expiry", "POST godCredentials/reset");
        let(SUPERGOD, NONE, "GET godCredentials/expiryDuration", "PUT godCredentials/expiryDuration");
        let(SUPERGOD, NONE, "GET database/export", "POST database/import", "GET database/jobs");
        let(SUPERGOD, NONE, "GET /metrics");
        let(SUPERGOD, NONE, "GET changes", "POST changes/restore");
        let(SUPERGOD, NONE, "POST database/initialize", "POST database/clear", "POST batch");
    }

    private AccessRules() {}

    private static void let(Role role, AccessLimit limit, String... routes) {
        for (String route : routes) {
            ROUTES.computeIfAbsent(route, key -> new TreeMap<>(Comparator.nullsFirst(Comparator.naturalOrder())))
                    .put(role, limit);
        }
    }

    private static String[] reading(String... sections) {
        return each(sections, "GET %s", "GET %s/{key}", "GET %s/{key}/changes");
    }

    private static String[] writing(String... sections) {
        // POST to a record's path is POST …/bulk.
        return each(
                sections,
                "PUT %s",
                "POST %s",
                "POST %s/{key}",
                "PUT %s/{key}",
                "PATCH %s/{key}",
                "DELETE %s/{key}",
                "POST %s/{key}/restore");
    }

    private static String[] each(String[] sections, String... routes) {
        return Stream.of(sections)
                .flatMap(section -> Stream.of(routes).map(route -> route.formatted(section)))
                .toArray(String[]::new);
    }

    /** Returns the lowest roles that may call a route, each with its limit. The null role stands for an unknown caller. */
    public static NavigableMap<Role, AccessLimit> callers(String route) {
        return Collections.unmodifiableNavigableMap(ROUTES.get(route));
    }

    /** Returns whether the table has a route. */
    public static boolean has(String route) {
        return ROUTES.containsKey(route);
    }

    /** Returns whether only the supergod may call a route. */
    public static boolean isForSupergodOnly(String route) {
        NavigableMap<Role, AccessLimit> rows = ROUTES.get(route);
        return rows == null || rows.firstKey() == SUPERGOD;
    }

    /** Returns the limit within which a role may call a route, or null if it may not. */
    static AccessLimit limit(String route, Role role) {
        NavigableMap<Role, AccessLimit> rows = ROUTES.get(route);
        Map.Entry<Role, AccessLimit> highest = rows == null ? null : rows.floorEntry(role);
        return highest == null ? null : highest.getValue();
    }
}
