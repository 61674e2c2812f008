package dev.metabuilder.database.security;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.metabuilder.database.Models;
import dev.metabuilder.database.model.Golden;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.testing.JsonParts;
import dev.metabuilder.database.testing.Web;
import dev.metabuilder.database.users.PasswordHashes;
import dev.metabuilder.database.users.User;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A database with a user of each role, one more, and a record in each section; and those who may call. */
final class People {

    static final List<String> ROLES = List.of("public", "user", "admin", "god", "supergod");

    /** What stands in each section; users, comments and credentials are added. */
    private static final String SECTIONS = """
            "workflows":[{"id":"k","name":"n","nodes":[],"edges":[],"enabled":true}],
            "luaScripts":[{"id":"k","name":"n","code":"","parameters":[]}],
            "pages":[{"id":"k","path":"/","title":"t","level":1,"componentTree":[],"requiresAuth":false}],
            "schemas":[{"name":"k","fields":[]}],
            "appConfig":{"id":"k","name":"n","schemas":[],"workflows":[],"luaScripts":[],"pages":[],"theme":{}},
            "componentHierarchy":{"k":{"id":"k","type":"t","childIds":[],"order":1,"pageId":"k"}},
            "componentConfigs":{"k":{"id":"k","componentId":"k","props":{},"styles":{},"events":{}}},
            "cssClasses":[{"name":"k","classes":[]}],
            "dropdownConfigs":[{"id":"k","name":"k","label":"l","options":[]}],
            "installedPackages":[{"packageId":"k","installedAt":1,"version":"1","enabled":true}],
            "packageData":{"k":{"list":[]}},
            "tenants":[{"id":"k","name":"n","ownerId":"id-other","createdAt":1}],
            "powerTransferRequests":[{"id":"k","fromUserId":"id-other","toUserId":"id-user","status":"pending",
                "createdAt":1,"expiresAt":2}],
            "smtpConfig":{"host":"h","port":25,"secure":true,"username":"u","password":"p","fromEmail":"e","fromName":"n"},
            "passwordResetTokens":{"other":"token"}""";

    /** Hashes take long to make: they are made once. */
    private static final Map<String, String> HASHES = new LinkedHashMap<>();

    private static final Web SERVICE = Web.service();

    private People() {}

    /** The user of a role, or the one called other, as a record. */
    static String user(String name) {
        var role = name.equals("other") ? "user" : name;
        return ("{\"id\":\"id-%s\",\"username\":\"%s\",\"email\":\"%s@example.org\",\"role\":\"%s\",\"createdAt\":1,"
                        + "\"isInstanceOwner\":false}")
                .formatted(name, name, name, role);
    }

    static String comment(String name) {
        return owned("comments", name);
    }

    /** Whether {@link #SECTIONS} does not know a section, as it is of a model that came later. */
    static boolean isMadeUp(String section) {
        return !(SECTIONS + "\"users\": \"comments\": \"credentials\": \"systemConfig\": \"passwordChangeTimestamps\":"
                        + " \"firstLoginFlags\":")
                .contains("\"" + section + "\":");
    }

    /** A record with nothing but what it must have, whose key and unique values are a name. */
    static String record(Section<?> section, String name) {
        var json = Golden.of(section);
        var records = section.kind() == Section.Kind.MAP
                ? List.copyOf(JsonParts.members(json).values())
                : section.kind() == Section.Kind.SINGLETON ? List.of(json) : JsonParts.elements(json);
        var record = JsonParts.members(records.get(records.size() - 1));
        section.model().properties().forEach(property -> {
            if (property.key()
                    || property.unique()
                    || (section.kind() == Section.Kind.MAP && property.name().equals("id"))) {
                record.put(property.name(), JsonParts.quoted(name));
            }
        });
        section.references()
                .forEach(reference -> record.replace(
                        reference.property().name(), reference.to().type() == User.class ? "\"id-other\"" : "\"k\""));
        return JsonParts.object(record);
    }

    /** Whether the records of a section belong to users, each to one. */
    static boolean isOwned(String name) {
        return Models.CATALOGUE.sections().stream()
                .anyMatch(section -> section.name().equals(name)
                        && section.owner() != null
                        && !section.owner().property().key());
    }

    /** The record of a user, called by-name. */
    static String owned(String section, String name) {
        var record = JsonParts.members(record(Models.CATALOGUE.section(section), "by-" + name));
        record.put(Models.CATALOGUE.section(section).owner().property().name(), JsonParts.quoted("id-" + name));
        return JsonParts.object(record);
    }

    /** A section with one record, called k, or with one of each user. */
    private static String madeUp(Section<?> section) {
        if (isOwned(section.name())) {
            return ",\"" + section.name() + "\":["
                    + Stream.concat(ROLES.stream(), Stream.of("other"))
                            .map(name -> owned(section.name(), name))
                            .collect(Collectors.joining(","))
                    + "]";
        }
        return ",\"" + section + "\":"
                + switch (section.kind()) {
                    case LIST -> "[" + record(section, "k") + "]";
                    case MAP -> "{\"k\":" + record(section, "k") + "}";
                    case SINGLETON -> record(section, "k");
                    case VALUES -> Golden.of(section).replaceFirst("\"[^\"]*\"", "\"k\"");
                };
    }

    static String password(String name) {
        return "pässword of " + name;
    }

    /** Fills the database with all of this and nothing else. */
    static void fill() {
        var names = new java.util.ArrayList<>(ROLES);
        names.add("other");
        if (HASHES.isEmpty()) {
            SERVICE.send("POST", "api/database/clear");
            names.forEach(name -> {
                var hash = "{\"passwordHash\":\"" + PasswordHashes.sha512(password(name)) + "\"}";
                assertEquals(
                        204,
                        SERVICE.send("PUT", "api/credentials/" + name, hash).statusCode());
            });
            HASHES.put("all", SERVICE.send("GET", "api/credentials").body());
        }
        var document = "{\"users\":["
                + names.stream().map(People::user).collect(Collectors.joining(","))
                + "],\"comments\":["
                + names.stream().map(name -> owned("comments", name)).collect(Collectors.joining(","))
                + "],\"credentials\":" + HASHES.get("all")
                + ",\"systemConfig\":{},\"passwordChangeTimestamps\":{},\"firstLoginFlags\":{}," + SECTIONS
                + Models.CATALOGUE.sections().stream()
                        .filter(section -> isMadeUp(section.name()))
                        .map(People::madeUp)
                        .collect(Collectors.joining())
                + "}";
        var imported = SERVICE.send("POST", "api/database/import", document);
        assertEquals(200, imported.statusCode(), imported.body());
    }

    /** One of a role, or nobody, or the service. */
    static Web as(String name) {
        return switch (name) {
            case "nobody" -> Web.nobody();
            case "service" -> SERVICE;
            default -> Web.user(name, password(name));
        };
    }

    /** All that the database holds. */
    static String everything() {
        return SERVICE.send("GET", "api/database/export?scope=full").body();
    }
}
