package dev.metabuilder.database.testing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * A portable export like that of a real database, with any number of records of about 1,080 bytes each, byte for byte as the
 * module would write it. The same seed and size give the same bytes; another seed gives other records with the same keys.
 */
public final class GeneratedExport {

    /** What is wrong with the last record of the file. */
    public enum Fault {
        NONE,
        /** It refers to a missing record, which the import finds after it has staged everything. */
        REFERENCE,
        /** It has a number in place of a text, which the import finds while it reads. */
        TYPE
    }

    // Records of each section in a thousand; what rounding leaves goes to the comments.
    private static final int USERS = 150;
    private static final int WORKFLOWS = 110;
    private static final int SCRIPTS = 120;
    private static final int PAGES = 51;
    private static final int SCHEMAS = 20;
    private static final int NODES = 120;
    private static final int CONFIGS = 120;

    private static final long BEGINNING = 1_700_000_000_000L;
    private static final List<String> WORDS = List.of(
            "user",
            "page",
            "form",
            "order",
            "invoice",
            "report",
            "status",
            "draft",
            "review",
            "approve",
            "reject",
            "notify",
            "customer",
            "tenant",
            "product",
            "price",
            "stock",
            "search",
            "filter",
            "export",
            "builder",
            "dashboard",
            "profile",
            "comment",
            "message",
            "welcome",
            "settings",
            "the",
            "of",
            "for",
            "and",
            "with",
            "before",
            "after",
            "every",
            "new",
            "each",
            "when",
            "is",
            "was",
            "naïve",
            "Größe",
            "日本",
            "🚀");
    private static final List<String> CLASSES = List.of(
            "p-6",
            "mb-4",
            "text-xl",
            "font-bold",
            "text-muted-foreground",
            "grid",
            "grid-cols-3",
            "gap-6",
            "rounded-lg",
            "border",
            "bg-card",
            "hover:shadow-lg",
            "w-full",
            "max-w-7xl",
            "mx-auto",
            "flex",
            "items-center");
    private static final List<String> TYPES =
            List.of("Text", "Heading", "Button", "Card", "Container", "Grid", "Input", "Table", "Textarea", "Badge");
    private static final List<String> NODE_TYPES = List.of("trigger", "action", "condition", "lua", "transform");
    private static final List<String> FIELD_TYPES =
            List.of("string", "text", "number", "boolean", "date", "email", "select", "relation", "json");
    private static final List<String> ROLES = List.of("public", "user", "user", "user", "user", "admin", "god");

    private final Random random;
    private final int records;
    private final Fault fault;
    private final JsonGenerator json;

    private GeneratedExport(long seed, int records, Fault fault, JsonGenerator json) {
        // Of this generator Java says what it gives, on every machine and in every release.
        random = new Random(seed);
        this.records = records;
        this.fault = fault;
        this.json = json;
    }

    /**
     * Writes an export to a file.
     *
     * @param records how many, 100 at least
     * @param fault what is to be wrong with the last record: then the comments are the last section
     */
    public static Path write(Path file, long seed, int records, Fault fault) throws IOException {
        var separators = Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator("");
        var indenter = new DefaultIndenter("  ", "\n");
        var printer = new DefaultPrettyPrinter(separators)
                .withObjectIndenter(indenter)
                .withArrayIndenter(indenter);
        // Not Jackson's own encoder, which escapes a pair of surrogates where one of its buffers ends between the two.
        try (var out = Files.newBufferedWriter(file);
                var json = new JsonFactory().createGenerator(out)) {
            new GeneratedExport(seed, records, fault, json.setPrettyPrinter(printer)).write();
        }
        return file;
    }

    private int share(int thousandths) {
        return (int) ((long) records * thousandths / 1_000);
    }

    private void write() throws IOException {
        int users = share(USERS);
        int comments = records
                - 1
                - users
                - share(WORKFLOWS)
                - share(SCRIPTS)
                - share(PAGES)
                - share(SCHEMAS)
                - share(NODES)
                - share(CONFIGS);
        json.writeStartObject();
        list("users", users, this::user);
        list("workflows", share(WORKFLOWS), this::workflow);
        list("luaScripts", share(SCRIPTS), this::script);
        list("pages", share(PAGES), this::page);
        list("schemas", share(SCHEMAS), this::schema);
        appConfig();
        if (fault == Fault.NONE) {
            list("comments", comments, n -> comment(n, users, false));
        }
        map("componentHierarchy", "node", share(NODES), this::node);
        map("componentConfigs", "config", share(CONFIGS), this::config);
        if (fault != Fault.NONE) {
            list("comments", comments, n -> comment(n, users, n == comments - 1));
        }
        json.writeEndObject();
    }

    /** Writes the members of one record. */
    @FunctionalInterface
    private interface RecordWriter {
        void write(int number) throws IOException;
    }

    private void list(String name, int count, RecordWriter writer) throws IOException {
        json.writeArrayFieldStart(name);
        for (int n = 0; n < count; n++) {
            json.writeStartObject();
            writer.write(n);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void map(String name, String prefix, int count, RecordWriter writer) throws IOException {
        json.writeObjectFieldStart(name);
        for (int n = 0; n < count; n++) {
            json.writeObjectFieldStart(id(prefix, n));
            writer.write(n);
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    /** A key as MetaBuilder makes it, from the time. */
    private static String id(String prefix, int n) {
        return prefix + "_" + (BEGINNING + 997L * n);
    }

    private void user(int n) throws IOException {
        json.writeStringField("id", id("user", n));
        json.writeStringField("username", one(WORDS) + "_" + n);
        json.writeStringField("email", one(List.of("ann", "bob", "cid", "dee")) + n + "@builder.com");
        json.writeStringField("role", n == 0 ? "supergod" : one(ROLES));
        if (chance(30)) {
            json.writeStringField("profilePicture", "https://images.builder.com/u/" + n + ".png");
        }
        if (chance(80)) {
            json.writeStringField("bio", text(4, 16));
        }
        json.writeNumberField("createdAt", BEGINNING + random.nextInt(1_000_000_000));
        json.writeBooleanField("isInstanceOwner", n == 0);
    }

    private void workflow(int n) throws IOException {
        json.writeStringField("id", id("workflow", n));
        json.writeStringField("name", text(2, 4));
        json.writeStringField("description", text(5, 12));
        int nodes = 5 + random.nextInt(6);
        json.writeArrayFieldStart("nodes");
        for (int i = 0; i < nodes; i++) {
            json.writeStartObject();
            json.writeStringField("id", "node_" + i);
            json.writeStringField("type", i == 0 ? "trigger" : one(NODE_TYPES));
            json.writeStringField("label", text(2, 4));
            json.writeObjectFieldStart("config");
            json.writeStringField("action", one(WORDS) + "_" + one(WORDS));
            if (chance(40)) {
                json.writeNumberField("timeout", random.nextInt(60_000));
                json.writeBooleanField("retry", chance(50));
            }
            json.writeEndObject();
            json.writeObjectFieldStart("position");
            json.writeNumberField("x", 100 + random.nextInt(800));
            json.writeNumberField("y", 100 * (i + 1));
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("edges");
        for (int i = 1; i < nodes; i++) {
            json.writeStartObject();
            json.writeStringField("id", "edge_" + i);
            json.writeStringField("source", "node_" + random.nextInt(i));
            json.writeStringField("target", "node_" + i);
            if (chance(50)) {
                json.writeStringField("label", one(WORDS));
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeBooleanField("enabled", chance(85));
    }

    private void script(int n) throws IOException {
        json.writeStringField("id", id("script", n));
        json.writeStringField("name", text(2, 4));
        json.writeStringField("description", text(4, 10));
        json.writeStringField("code", lua(500 + random.nextInt(1_500)));
        json.writeArrayFieldStart("parameters");
        for (int i = random.nextInt(4); i > 0; i--) {
            json.writeStartObject();
            json.writeStringField("name", one(WORDS) + i);
            json.writeStringField("type", one(List.of("string", "number", "table")));
            json.writeEndObject();
        }
        json.writeEndArray();
        if (chance(80)) {
            json.writeStringField("returnType", one(List.of("string", "number", "boolean")));
        }
    }

    private String lua(int length) {
        var code = new StringBuilder("\nfunction run(context)\n");
        for (int i = 0; code.length() < length; i++) {
            code.append("  local v")
                    .append(i)
                    .append(" = context:get(\"")
                    .append(one(WORDS))
                    .append("\")\n");
            code.append("  if v").append(i).append(" == nil then\n    return false, \"");
            code.append(text(3, 8)).append("\"\n  end\n");
        }
        return code.append("  return true\nend\n\nreturn run\n").toString();
    }

    private void page(int n) throws IOException {
        json.writeStringField("id", id("page", n));
        json.writeStringField("path", "/_page_" + n);
        json.writeStringField("title", text(2, 5));
        json.writeNumberField("level", 1 + random.nextInt(5));
        json.writeArrayFieldStart("componentTree");
        int levels = 3 + random.nextInt(2);
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            component("comp_" + i, levels);
        }
        json.writeEndArray();
        boolean requiresAuth = chance(60);
        json.writeBooleanField("requiresAuth", requiresAuth);
        if (requiresAuth) {
            json.writeStringField("requiredRole", one(ROLES));
        }
    }

    private void component(String id, int levels) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", id);
        json.writeStringField("type", one(TYPES));
        props();
        json.writeArrayFieldStart("children");
        if (levels > 1) {
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                component(id + "_" + i, levels - 1);
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void props() throws IOException {
        json.writeObjectFieldStart("props");
        if (chance(70)) {
            json.writeStringField("children", text(2, 8));
        }
        json.writeStringField("className", one(CLASSES) + " " + one(CLASSES) + " " + one(CLASSES));
        if (chance(20)) {
            json.writeNumberField("level", 1 + random.nextInt(6));
        }
        json.writeEndObject();
    }

    private void schema(int n) throws IOException {
        json.writeStringField("name", id("schema", n));
        json.writeStringField("label", text(1, 2));
        json.writeStringField("labelPlural", text(1, 2));
        json.writeArrayFieldStart("fields");
        int fields = 3 + random.nextInt(8);
        for (int i = 0; i < fields; i++) {
            json.writeStartObject();
            json.writeStringField("name", "field_" + i);
            json.writeStringField("type", one(FIELD_TYPES));
            json.writeStringField("label", text(1, 3));
            json.writeBooleanField("required", chance(40));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("listDisplay");
        json.writeString("field_0");
        json.writeString("field_1");
        json.writeEndArray();
        // Undeclared, as existing data has it.
        json.writeStringField("displayName", text(1, 3));
    }

    private void appConfig() throws IOException {
        json.writeObjectFieldStart("appConfig");
        json.writeStringField("id", "app_001");
        json.writeStringField("name", text(2, 3));
        for (String section : List.of("schemas", "workflows", "luaScripts", "pages")) {
            json.writeArrayFieldStart(section);
            json.writeEndArray();
        }
        json.writeObjectFieldStart("theme");
        json.writeObjectFieldStart("colors");
        json.writeStringField("primary", "#" + (100_000 + random.nextInt(900_000)));
        json.writeEndObject();
        json.writeObjectFieldStart("fonts");
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
    }

    private void comment(int n, int users, boolean faulty) throws IOException {
        json.writeStringField("id", id("comment", n));
        json.writeStringField(
                "userId", faulty && fault == Fault.REFERENCE ? "user_gone" : id("user", random.nextInt(users)));
        if (faulty && fault == Fault.TYPE) {
            json.writeNumberField("content", n);
        } else {
            json.writeStringField("content", text(5, 40));
        }
        json.writeNumberField("createdAt", BEGINNING + random.nextInt(1_000_000_000));
        if (chance(20)) {
            json.writeNumberField("updatedAt", BEGINNING + 1_000_000_000L + random.nextInt(1_000_000_000));
        }
        if (n > 0 && chance(40)) {
            json.writeStringField("parentId", id("comment", random.nextInt(n)));
        }
    }

    private void node(int n) throws IOException {
        json.writeStringField("id", id("node", n));
        json.writeStringField("type", one(TYPES));
        if (n > 0 && chance(80)) {
            json.writeStringField("parentId", id("node", random.nextInt(n)));
        }
        json.writeArrayFieldStart("childIds");
        for (int i = random.nextInt(4); i > 0; i--) {
            json.writeString(id("node", random.nextInt(n + 4)));
        }
        json.writeEndArray();
        json.writeNumberField("order", random.nextInt(20));
        json.writeStringField("pageId", id("page", random.nextInt(n + 1)));
    }

    private void config(int n) throws IOException {
        // Callers keep configs under a key of their own, and some under their node's.
        json.writeStringField("id", id(chance(80) ? "config" : "node", n));
        json.writeStringField("componentId", id("node", n));
        props();
        json.writeObjectFieldStart("styles");
        json.writeStringField("padding", random.nextInt(40) + "px");
        json.writeStringField("color", "#" + (100_000 + random.nextInt(900_000)));
        json.writeEndObject();
        json.writeObjectFieldStart("events");
        if (chance(50)) {
            json.writeStringField("onClick", id("script", random.nextInt(n + 1)));
        }
        json.writeEndObject();
        if (chance(20)) {
            json.writeObjectFieldStart("conditionalRendering");
            json.writeStringField("condition", "user.role == '" + one(ROLES) + "'");
            json.writeEndObject();
        }
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private String one(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private String text(int least, int most) {
        var text = new StringBuilder(one(WORDS));
        for (int words = least - 1 + random.nextInt(most - least + 1); words > 0; words--) {
            text.append(' ').append(one(WORDS));
        }
        return text.toString();
    }
}
