package dev.metabuilder.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.model.BaseEntity;
import dev.metabuilder.database.model.Golden;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.testing.InServer;
import dev.metabuilder.database.testing.JsonParts;
import jakarta.inject.Inject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The 94 methods under their contract names, each called at least once. Special cases have tests of their own. */
class DatabaseMethodsIT extends InServer {

    /** The contract's list, word by word; those of a collection in the order get, set, add, update, delete. */
    private static final Map<String, String> OF_COLLECTIONS = Map.ofEntries(
            Map.entry("users", "getUsers setUsers addUser updateUser deleteUser"),
            Map.entry("workflows", "getWorkflows setWorkflows addWorkflow updateWorkflow deleteWorkflow"),
            Map.entry("luaScripts", "getLuaScripts setLuaScripts addLuaScript updateLuaScript deleteLuaScript"),
            Map.entry("pages", "getPages setPages addPage updatePage deletePage"),
            Map.entry("schemas", "getSchemas setSchemas addSchema updateSchema deleteSchema"),
            Map.entry("comments", "getComments setComments addComment updateComment deleteComment"),
            Map.entry(
                    "componentHierarchy",
                    "getComponentHierarchy setComponentHierarchy addComponentNode updateComponentNode"
                            + " deleteComponentNode"),
            Map.entry(
                    "componentConfigs",
                    "getComponentConfigs setComponentConfigs addComponentConfig updateComponentConfig"
                            + " deleteComponentConfig"),
            Map.entry("cssClasses", "getCssClasses setCssClasses addCssCategory updateCssCategory deleteCssCategory"),
            Map.entry(
                    "dropdownConfigs",
                    "getDropdownConfigs setDropdownConfigs addDropdownConfig updateDropdownConfig"
                            + " deleteDropdownConfig"),
            Map.entry(
                    "installedPackages",
                    "getInstalledPackages setInstalledPackages installPackage togglePackageEnabled uninstallPackage"),
            Map.entry("tenants", "getTenants setTenants addTenant updateTenant deleteTenant"),
            Map.entry(
                    "powerTransferRequests",
                    "getPowerTransferRequests setPowerTransferRequests addPowerTransferRequest"
                            + " updatePowerTransferRequest deletePowerTransferRequest"));

    private static final String OTHERS = "getSuperGod transferSuperGodPower getCredentials setCredential"
            + " verifyCredentials getPasswordChangeTimestamps setPasswordChangeTimestamps getFirstLoginFlags"
            + " setFirstLoginFlag getPasswordResetTokens setPasswordResetToken deletePasswordResetToken getAppConfig"
            + " setAppConfig getPackageData setPackageData deletePackageData getSMTPConfig setSMTPConfig"
            + " getGodCredentialsExpiry setGodCredentialsExpiry getGodCredentialsExpiryDuration"
            + " setGodCredentialsExpiryDuration resetGodCredentialsExpiry shouldShowGodCredentials initializeDatabase"
            + " exportDatabase importDatabase clearDatabase";

    @Inject
    Database database;

    private final Set<String> called = new TreeSet<>();

    @Test
    void eachOfThe94MethodsDoesItsPart() {
        OF_COLLECTIONS.forEach((name, methods) -> cycle(Models.CATALOGUE.section(name), methods.split(" ")));
        users();
        singletons();
        packageData();
        godCredentials();
        wholeDatabase();
        var contract = new TreeSet<>(List.of(OTHERS.split(" ")));
        OF_COLLECTIONS.values().forEach(methods -> contract.addAll(List.of(methods.split(" "))));
        assertEquals(94, contract.size(), "methods in the contract");
        assertEquals(contract, called, "the methods that were called");
    }

    private <T extends BaseEntity> void cycle(Section<T> section, String... methods) {
        fill();
        var records = Golden.records(section);
        assertEquals(Golden.compact(section), json(section, call(methods[0])), methods[0]);
        call(methods[1], section.kind() == Section.Kind.MAP ? records : List.copyOf(records.values()));
        assertEquals(Golden.compact(section), json(section, call(methods[0])), methods[1]);

        List<T> changed = new ArrayList<>(records.values());
        // What is added to a map needs an id; what is deleted of a list had better not take with it what it refers to.
        var one = changed.remove(section.kind() == Section.Kind.MAP ? 0 : 1);
        call(methods[4], Model.keyOf(one));
        assertEquals(jsonOf(changed), jsonOf(all(call(methods[0]))), methods[4]);
        call(methods[2], one);
        changed.add(one);
        assertEquals(jsonOf(changed), jsonOf(all(call(methods[0]))), methods[2]);

        var update = updates(section);
        call(methods[3], Model.keyOf(one), update);
        var updated = all(call(methods[0])).get(changed.size() - 1);
        var expected = JsonParts.members(Golden.json(one));
        if (update instanceof Boolean) {
            expected.put("enabled", update.toString());
        } else if (update.toString().startsWith("[")) {
            expected.put("classes", update.toString());
        } else {
            expected.put("undeclared", "[1]");
        }
        assertEquals(JsonParts.object(expected), Golden.json(updated), methods[3]);
    }

    private static Object updates(Section<?> section) {
        return switch (section.name()) {
            case "cssClasses" -> Json.of(List.of("a", "b"));
            case "installedPackages" -> true;
            default -> Json.object("undeclared", List.of(1));
        };
    }

    private void users() {
        fill();
        assertNull(call("getSuperGod"));
        database.updateUser("user_ada", Json.object("role", "supergod"));
        call("transferSuperGodPower", "user_ada", "user_bob");
        assertTrue(Golden.json((BaseEntity) call("getSuperGod")).startsWith("{\"id\":\"user_bob\""));
        assertEquals(List.of("ada", "bob", "nobody"), List.copyOf(((Map<?, ?>) call("getCredentials")).keySet()));
        call("setCredential", "ada", "");
        assertEquals(false, call("verifyCredentials", "ada", ""));
        call("setPasswordChangeTimestamps", Map.of("bob", 7L));
        assertEquals(7L, ((Map<?, ?>) call("getPasswordChangeTimestamps")).get("bob"));
        call("setFirstLoginFlag", "bob", true);
        assertEquals(Map.of("ada", true, "bob", true, "zoe", false), call("getFirstLoginFlags"));
        call("setPasswordResetToken", "bob", "t");
        call("deletePasswordResetToken", "ada");
        assertEquals(Map.of("bob", "t", "nobody", ""), call("getPasswordResetTokens"));
    }

    private void singletons() {
        database.clearDatabase();
        for (String name : List.of("AppConfig", "SMTPConfig")) {
            Section<?> section = Models.CATALOGUE.section(name.equals("AppConfig") ? "appConfig" : "smtpConfig");
            assertNull(call("get" + name));
            var record = Golden.records(section).values().iterator().next();
            call("set" + name, record);
            assertEquals(Golden.compact(section), Golden.json((BaseEntity) call("get" + name)));
        }
    }

    private void packageData() {
        database.clearDatabase();
        assertEquals("{}", call("getPackageData", "blog").toString());
        call("setPackageData", "blog", Json.parse("{\"posts\":[1.0]}"));
        assertEquals("{\"posts\":[1.0]}", call("getPackageData", "blog").toString());
        call("deletePackageData", "blog");
        assertEquals("{}", call("getPackageData", "blog").toString());
    }

    private void godCredentials() {
        database.clearDatabase();
        assertEquals(0L, call("getGodCredentialsExpiry"));
        assertEquals(3_600_000L, call("getGodCredentialsExpiryDuration"));
        call("setGodCredentialsExpiryDuration", 5L);
        assertEquals(5L, call("getGodCredentialsExpiryDuration"));
        call("setGodCredentialsExpiry", 6L);
        assertEquals(6L, call("getGodCredentialsExpiry"));
        assertEquals(false, call("shouldShowGodCredentials"));
        call("resetGodCredentialsExpiry");
        assertTrue((long) call("getGodCredentialsExpiry") > 6L);
    }

    private void wholeDatabase() {
        fill();
        var export = call("exportDatabase");
        call("clearDatabase");
        assertEquals(List.of(), database.getUsers());
        // The portable export has no tenants, to which its users may refer.
        assertNotNull(call("importDatabase", export.toString().replace("\"tenantId\": \"tenant_acme\",", "")));
        assertEquals(2, database.getUsers().size());
        call("clearDatabase");
        assertEquals(4, ((Map<?, ?>) call("initializeDatabase")).size());
        database.clearDatabase();
    }

    private void fill() {
        database.clearDatabase();
        database.importDatabase(Golden.document(Models.CATALOGUE.sections()));
    }

    /** Calls a method by its name: the way to know that it has the name of the contract, and that it was called. */
    private Object call(String name, Object... arguments) {
        var method = Arrays.stream(Database.class.getMethods())
                .filter(any -> any.getName().equals(name) && fits(any, arguments))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Database has no method " + name));
        called.add(name);
        try {
            return method.invoke(database, arguments);
        } catch (IllegalAccessException e) {
            throw new AssertionError(name, e);
        } catch (InvocationTargetException e) {
            throw new AssertionError(name + ": " + e.getCause(), e.getCause());
        }
    }

    private static boolean fits(Method method, Object... arguments) {
        var types = method.getParameterTypes();
        if (types.length != arguments.length) {
            return false;
        }
        for (int i = 0; i < types.length; i++) {
            if (!types[i].isPrimitive() && !types[i].isInstance(arguments[i])) {
                return false;
            }
        }
        return true;
    }

    private static String json(Section<?> section, Object records) {
        if (section.kind() == Section.Kind.LIST) {
            return jsonOf(all(records)).toString().replace("}, {", "},{");
        }
        var members = new LinkedHashMap<String, String>();
        ((Map<?, ?>) records).forEach((key, record) -> members.put((String) key, Golden.json((BaseEntity) record)));
        return JsonParts.object(members);
    }

    private static List<BaseEntity> all(Object records) {
        Collection<?> all = records instanceof Map<?, ?> map ? map.values() : (Collection<?>) records;
        return all.stream().map(BaseEntity.class::cast).toList();
    }

    private static List<String> jsonOf(List<? extends BaseEntity> records) {
        return records.stream().map(Golden::json).toList();
    }
}
