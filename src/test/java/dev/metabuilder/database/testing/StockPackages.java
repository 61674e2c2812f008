package dev.metabuilder.database.testing;

import dev.metabuilder.database.Models;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.json.JsonWriter;
import dev.metabuilder.database.model.Section;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Data of the shapes that MetaBuilder's own packages have: pages with trees of components, schemas with properties that no
 * model declares, components in maps whose keys are not their ids, and stock components of which only the type is sure. The
 * names are ours.
 */
public final class StockPackages {

    private static final int PAGES = 24;
    private static final int SCHEMAS = 22;
    private static final int PACKAGES = 6;
    private static final String[] ROLES = {"public", "user", "admin", "god", "supergod"};
    private static final String[] TYPES = {"string", "text", "number", "boolean", "date", "select", "relation", "json"};

    private StockPackages() {}

    /** Returns a full export, to the byte as the server writes it. */
    public static String export(String schemaVersion) {
        String compact = "{\"format\":\"metabuilder-backup-1\",\"schemaVersion\":\"" + schemaVersion
                + "\",\"workflows\":[" + list(PACKAGES, StockPackages::workflow)
                + "],\"luaScripts\":[" + list(PACKAGES, StockPackages::script)
                + "],\"pages\":[" + list(PAGES, StockPackages::page)
                + "],\"schemas\":[" + list(SCHEMAS, StockPackages::schema)
                + "],\"componentHierarchy\":{" + list(PAGES, StockPackages::node)
                + "},\"componentConfigs\":{" + list(PAGES, StockPackages::config)
                + "},\"cssClasses\":["
                + list(
                        PACKAGES,
                        i -> "{\"name\":\"Package " + i + "\",\"classes\":[\"p-" + i + "\",\"hover:p-" + i + "\"]}")
                + "],\"dropdownConfigs\":[" + list(PACKAGES, StockPackages::dropdown)
                + "],\"installedPackages\":[" + list(PACKAGES, StockPackages::installed)
                + "],\"packageData\":{" + list(PACKAGES, StockPackages::data)
                + "}}";
        Map<String, String> parts = JsonParts.members(compact);
        Map<String, String> ordered = new LinkedHashMap<>();
        ordered.put("format", parts.remove("format"));
        ordered.put("schemaVersion", parts.remove("schemaVersion"));
        for (Section<?> section : Models.CATALOGUE.sections()) {
            String part = parts.getOrDefault(section.name(), empty(section));
            if (part != null) {
                ordered.put(section.name(), part);
            }
        }
        StringBuilder indented = new StringBuilder();
        new JsonWriter(indented, 0).value(Json.wellFormed(JsonParts.object(ordered)));
        return indented.toString();
    }

    /** The section of a model of which there is nothing, which is null for one record that is not there. */
    private static String empty(Section<?> section) {
        return switch (section.kind()) {
            case LIST -> "[]";
            case MAP, VALUES -> "{}";
            case SINGLETON -> null;
        };
    }

    private static String list(int count, IntFunction<String> element) {
        return IntStream.range(0, count).mapToObj(element).collect(Collectors.joining(","));
    }

    private static String workflow(int i) {
        return """
                {"id":"workflow_stock_%1$d","name":"On new record","nodes":[{"id":"n1","type":"trigger","label":"New",\
                "config":{"event":"create","filter":null},"position":{"x":%1$d.50,"y":-0}},{"id":"n2","type":"lua","label":"Run",\
                "config":{"script":"lua_stock_%1$d"},"position":{"x":1e3,"y":0}}],"edges":[{"id":"e1","source":"n1","target":"n2"}],\
                "enabled":%2$s,"package":"package_%1$d"}""".formatted(i, i % 2 == 0);
    }

    private static String script(int i) {
        return """
                {"id":"lua_stock_%1$d","name":"total","code":"local t = 0\\nfor _, v in ipairs(rows) do t = t + v end\\nreturn t",\
                "parameters":[{"name":"rows","type":"table","optional":true}],"category":"sum"}""".formatted(i);
    }

    private static String page(int i) {
        String role = i % 3 == 0 ? "" : ",\"requiredRole\":\"" + ROLES[i % ROLES.length] + "\"";
        return """
                {"id":"page_stock_%1$d","path":"/stock/%1$d/:id","title":"Page %1$d – Übersicht","level":%2$d,"componentTree":[%3$s],\
                "requiresAuth":%4$s%5$s,"layout":{"columns":%1$d,"gap":null},"tags":[],"published":true}""".formatted(i, 1 + i % 5, stock("root_" + i, 1 + i % 4), i % 3 != 0, role);
    }

    /** A node that has its children in itself. */
    private static String stock(String id, int depth) {
        String children = depth == 0 ? "" : stock(id + "_a", depth - 1) + "," + stock(id + "_b", 0);
        return "{\"id\":\"" + id + "\",\"type\":\"Card\",\"props\":{\"className\":\"p-4\",\"span\":1.0},\"children\":["
                + children + "]}";
    }

    private static String schema(int i) {
        String fields = list(
                1 + i % TYPES.length,
                j -> "{\"name\":\"f%d\",\"type\":\"%s\",\"label\":\"Field %d\",\"required\":%s,\"default\":null}"
                        .formatted(j, TYPES[j], j, j % 2 == 0));
        return """
                {"name":"stock_%1$d","label":"Stock %1$d","fields":[%2$s],"displayName":"Stock %1$d 🌱","description":"",\
                "primaryKey":"f0","permissions":{"read":["user"],"write":["god"]},"timestamps":%3$s}""".formatted(i, fields, i % 2 == 0);
    }

    /** Half are stock nodes, and no key is an id. */
    private static String node(int i) {
        String key = "\"package " + i + "/hero~" + i + "\":";
        return i % 2 == 0 ? key + """
                        {"id":"hero","type":"Hero","props":{"title":"Welcome","n":12345678901234567890},"children":[%s]}""".formatted(stock("child", 1)) : key + """
                        {"id":"node_%1$d","type":"Grid","parentId":"package %2$d/hero~%2$d","childIds":["a","b"],"order":%1$d,\
                        "pageId":"page_stock_%1$d"}""".formatted(i, i - 1);
    }

    private static String config(int i) {
        String key = "\"config of " + i + "\":";
        return i % 2 == 0 ? key + """
                        {"props":[{"name":"title","type":"string","default":"x"},{"name":"size","type":"select",\
                        "options":["s","m"]}],"type":"hero","category":"Layout","label":"Hero","description":"A large heading",\
                        "icon":"Star"}""" : key + """
                        {"id":"node_%1$d","componentId":"node_%1$d","props":{},"styles":{"width":"50%%"},"events":{"onClick":"lua_stock_1"},\
                        "conditionalRendering":{"condition":"user.level > %1$d"}}""".formatted(i);
    }

    private static String dropdown(int i) {
        return """
                {"id":"dropdown_stock_%1$d","name":"stock_%1$d","label":"Stock %1$d","options":[{"value":"a","label":"A","color":"#fff"}],\
                "multiple":false}""".formatted(i);
    }

    private static String installed(int i) {
        return "{\"packageId\":\"package_%d\",\"installedAt\":%d,\"version\":\"1.%d.0\",\"enabled\":%s}"
                .formatted(i, 1_700_000_000_000L + i, i, i != 1);
    }

    private static String data(int i) {
        return "\"package_%1$d\":{\"stock_%1$d\":[{\"id\":1,\"f0\":\"Ä\",\"rating\":4.50},{\"id\":2,\"f0\":null}],\"empty\":[]}"
                .formatted(i);
    }
}
