package dev.metabuilder.database.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.testing.CommandLine;
import dev.metabuilder.database.testing.FreshDatabase;
import dev.metabuilder.database.testing.JsonParts;
import dev.metabuilder.database.testing.OnceForAll;
import dev.metabuilder.database.testing.OnceForMysqlFamily;
import dev.metabuilder.database.testing.Ports;
import dev.metabuilder.database.testing.TestDatabase;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands that change or read the database of the settings, run as processes. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(1200)
@OnceForMysqlFamily
class CommandsIT {

    private static final Pattern HASH = Pattern.compile("\"PBKDF2WithHmacSHA512:[^\"]+\"");

    @TempDir
    private Path folder;

    private final Map<String, String> settings = new HashMap<>();

    private CommandLine.Result run(String... arguments) throws Exception {
        return CommandLine.run(folder, settings, arguments);
    }

    private static String resource(String name) throws Exception {
        try (var in = CommandsIT.class.getResourceAsStream("/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @OnceForAll
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            exprt                                             | Unmatched argument at index 0: 'exprt'
            export                                            | Missing required parameter: 'FILE'
            export a.json --fulll                             | Unknown option: '--fulll'
            import                                            | import takes a FILE or --from-prisma URL, one of them
            import a.json --from-prisma file:a.db             | import takes a FILE or --from-prisma URL, one of them
            import --from-prisma env:NOPE                     | The variable NOPE, which --from-prisma names, is not set
            copy --from file:a.db --to env:NOPE               | The variable NOPE, which --to names, is not set
            copy --from file:a.db --to file:a.db              | --from and --to are the same database
            copy --from oracle://u:secret@h/d --to file:a.db  | --from must be jdbc:sqlite:<path>, jdbc:postgresql://<host>:<port>/<database>, jdbc:mysql://<host>:<port>/<database>, jdbc:mariadb://<host>:<port>/<database>, file:<path>, postgresql://<user>:<password>@<host>:<port>/<database>, mysql://<user>:<password>@<host>:<port>/<database>, mariadb://<user>:<password>@<host>:<port>/<database>, or env:<variable with one of these>
            copy postgresql://u:secret@h:1/d                  | Missing required options: '--from=URL', '--to=URL'
            migrate postgresql://u:secret@h:1/d?password=secret | Unmatched argument at index 1: 'postgresql:…h:1/d?password=…'
            """)
    void whatIsNoCommandIsRefusedWithCode2AndNoSecretIsRepeated(String line, String reason) throws Exception {
        CommandLine.Result result = run(line.split(" +", -1));
        assertEquals(2, result.status(), result::output);
        assertEquals(reason, result.last());
        assertFalse(result.output().contains("secret"), result::output);
    }

    @OnceForAll
    @Test
    void whatIsNotThereIsNamedWithCode1() throws Exception {
        int nobody = Ports.free();
        Path missing = folder.resolve("missing");
        assertFails("The file " + missing + " cannot be read", "import", missing.toString());
        assertFails(
                "The SQLite file " + missing + " is not there, or cannot be read",
                "import",
                "--from-prisma",
                "file:" + missing);
        String url = "postgresql://me:secret@127.0.0.1:" + nobody + "/old?schema=public";
        assertFails("PostgreSQL at 127.0.0.1:" + nobody + " cannot be reached", "import", "--from-prisma", url);
        settings.put("METABUILDER_OLD", url);
        assertFails(
                "The database to copy from: PostgreSQL at 127.0.0.1:" + nobody + " cannot be reached",
                "copy",
                "--from",
                "env:METABUILDER_OLD",
                "--to",
                "file:" + missing);
        assertFalse(Files.exists(missing), "nothing was made");

        settings.put("METABUILDER_DB", "sqlite");
        settings.put("METABUILDER_DB_URL", "jdbc:sqlite:" + missing);
        Path file = Files.writeString(folder.resolve("file.json"), "{}");
        String reason = "The SQLite file " + missing + " is not there; migrate makes it";
        assertFails(reason, "export", folder.resolve("none.json").toString());
        assertFails(reason, "import", file.toString());
        Path source = Files.createFile(folder.resolve("source.db"));
        assertFails(
                "The database to copy to: " + reason, "copy", "--from", "file:" + source, "--to", "file:" + missing);
        assertFails(
                "The database to copy to: PostgreSQL at 127.0.0.1:" + nobody + " cannot be reached",
                "copy",
                "--from",
                "file:" + source,
                "--to",
                "env:METABUILDER_OLD");
        assertFalse(Files.exists(missing), "nothing was made");
        assertFalse(Files.exists(folder.resolve("none.json")), "nothing was written");
    }

    private void assertFails(String reason, String... arguments) throws Exception {
        CommandLine.Result result = run(arguments);
        assertEquals(1, result.status(), result::output);
        assertEquals(reason + "\n", result.output());
    }

    @OnceForAll
    @Test
    void helpIsThereForTheWholeAndForEachCommand() throws Exception {
        CommandLine.Result all = run("--help");
        assertEquals(0, all.status());
        for (String command : List.of("serve", "migrate", "export", "import", "copy", "backup")) {
            assertTrue(all.output().contains("\n  " + command + " "), all::output);
        }
        assertTrue(run("import", "--help").output().contains("--from-prisma=URL"));
    }

    @Test
    void aDatabaseIsMigratedFilledFromTheOldLayerAndExported() throws Exception {
        FreshDatabase database = FreshDatabase.of(TestDatabase.current(), folder);
        settings.putAll(database.settings());

        CommandLine.Result check = run("migrate", "--check");
        assertEquals(3, check.status(), check::output);
        if (TestDatabase.current() == TestDatabase.SQLITE) {
            Path file = folder.resolve("fresh.db");
            assertEquals("The SQLite file " + file + " is not there; migrate makes it\n", check.output());
            assertFalse(Files.exists(file), "to check it makes nothing");
            database.query("SELECT 1");
            check = run("migrate", "--check");
            assertEquals(3, check.status(), check::output);
        }
        assertTrue(
                check.last()
                        .matches(
                                "The database's schema lacks 000[^.]*[.] Run migrate or liquibase update, or set METABUILDER_MIGRATE=update[.]"),
                check::output);
        CommandLine.Result migrated = migrateWhileOthersDo(database);
        assertEquals(0, migrated.status(), migrated::output);
        assertTrue(migrated.last().matches("The schema is at \\d+, as this build needs it"), migrated::output);

        FreshDatabase old = FreshDatabase.of(TestDatabase.current(), Files.createDirectory(folder.resolve("old")));
        for (String statement : prisma().split(";\n", -1)) {
            old.execute(statement);
        }
        settings.put("METABUILDER_OLD", oldUrl(old));
        CommandLine.Result malformed = importWhatCannotBeMended(old);

        CommandLine.Result strict = run("import", "--from-prisma", "env:METABUILDER_OLD");
        assertEquals(1, strict.status(), strict::output);
        assertTold(
                strict,
                "User user_bob, tenantId: there is no Tenant with the key \"tenant_gone\"",
                "User user_eve, role: must be one of public, user, admin, god, supergod",
                "PageConfig page_3, requiredRole: must be one of public, user, admin, god, supergod",
                "Comment comment_2, userId: there is no User with the key \"user_gone\"",
                "ComponentConfig config_2, props: is no JSON: must be a JSON value",
                "ComponentConfig config_2, conditionalRendering: is no JSON: must be an object",
                "Credential bob, passwordHash: must be the SHA-512 of the password",
                "Credential eve, passwordHash: must be the SHA-512 of the password",
                "It was rejected, and nothing was changed: 8 problems");
        assertEquals(List.of(), database.query("SELECT id FROM users"), "nothing was changed");

        boolean hasNul = TestDatabase.current() != TestDatabase.POSTGRESQL;
        if (hasNul) {
            old.execute("UPDATE \"Comment\" SET \"content\" = REPLACE(\"content\", ' one', CHAR(0) || ' one')"
                    + " WHERE \"id\" = 'comment_1'");
        }
        CommandLine.Result imported = run("import", "--from-prisma", "env:METABUILDER_OLD", "--repair");
        assertEquals(0, imported.status(), imported::output);
        assertTold(
                imported,
                "Empty texts that became absent, as the old layer had it: ModelSchema.listFilter 1,"
                        + " User.profilePicture 1, User.tenantId 1.",
                "User user_eve, role: is no role that there is, and was set to user",
                "PageConfig page_3, requiredRole: is no role that there is, and was set to supergod",
                "ComponentConfig config_2, props: is no JSON: it was kept as a JSON string",
                "ComponentConfig config_2, conditionalRendering: is no JSON, and was left out",
                "Credential eve, passwordHash: is a SHA-512 in upper case, and was put in lower case",
                "Credential bob, passwordHash: is no hash of a password: no password opens the account, until one is set",
                "User user_bob, tenantId: was unset: there is no Tenant with the key \"tenant_gone\"",
                "Comment comment_2: was left out, for its userId: there is no User with the key \"user_gone\"");
        if (hasNul) {
            assertTold(imported, "Comment comment_1, content: had U+0000 in it, which was taken out");
            assertEquals("Imported, with 9 mends", imported.last());
        } else {
            assertEquals("Imported, with 8 mends", imported.last());
        }

        Path backup = folder.resolve("backup.json");
        CommandLine.Result exported = run("export", backup.toString(), "--full");
        assertEquals(0, exported.status(), exported::output);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)));
        Path piped = folder.resolve("piped.json");
        try (CommandLine command =
                CommandLine.piped(folder, settings, Path.of("/dev/null"), piped, "export", "--full", "-")) {
            CommandLine.Result told = command.await();
            assertEquals(0, told.status(), told::output);
            assertTrue(told.output().matches("Exported \\d+ records to the standard output\n"), told::output);
            assertEquals(Files.readString(backup), Files.readString(piped));
        }
        String text = Files.readString(backup);
        String masked = HASH.matcher(text)
                .replaceAll("\"@HASH@\"")
                .replaceFirst("(\"schemaVersion\": )\"\\d+\"", "$1\"@VERSION@\"");
        String expected = inTheOrderOfRows(resource("prisma-export.json").stripTrailing());
        assertEquals(expected, JsonParts.without(masked, expected));

        Files.writeString(backup, text.replace("My App", "Another App"));
        Path report = folder.resolve("report.txt");
        CommandLine.Result dry;
        try (CommandLine command = CommandLine.piped(folder, settings, backup, report, "import", "-", "--dry-run")) {
            dry = new CommandLine.Result(command.await().status(), Files.readString(report));
        }
        assertEquals(0, dry.status(), dry::output);
        assertEquals("This would be done; nothing was changed", dry.last());
        assertTrue(dry.output().matches("(?s).*appConfig +0 +1 +0 +0 +0\n.*"), dry::output);
        assertEquals(List.of("My App"), database.query("SELECT name FROM app_configuration"));

        assertNoSecret(List.of(check, migrated, malformed, strict, imported, exported, dry));
    }

    /** Each is told once, by model and key, in one run: nobody has the text that a pointer would lead into. */
    private static void assertTold(CommandLine.Result result, String... lines) {
        for (String line : lines) {
            long told = result.output()
                    .lines()
                    .filter(said -> said.startsWith(line))
                    .count();
            assertEquals(1, told, () -> line + "\n\nis not told once:\n" + result.output());
        }
        assertFalse(result.output().contains("/users"), result::output);
    }

    /** Only last rows are changed: PostgreSQL has a changed row come last. */
    private CommandLine.Result importWhatCannotBeMended(FreshDatabase old) throws Exception {
        old.execute(
                "UPDATE \"Workflow\" SET \"nodes\" = '[}' WHERE \"id\" = 'workflow_0'",
                "UPDATE \"AppConfiguration\" SET \"theme\" = ''",
                "UPDATE \"LuaScript\" SET \"parameters\" = '{}'",
                "UPDATE \"PageConfig\" SET \"level\" = 9 WHERE \"id\" = 'page_3'",
                "UPDATE \"PowerTransferRequest\" SET \"status\" = 'maybe'",
                "UPDATE \"User\" SET \"role\" = 'supergod' WHERE \"id\" = 'user_eve'");
        CommandLine.Result malformed = run("import", "--from-prisma", "env:METABUILDER_OLD", "--repair");
        assertEquals(1, malformed.status(), malformed::output);
        assertTold(
                malformed,
                "Workflow workflow_0, nodes: is no JSON: must be an array of objects",
                "AppConfiguration, theme: is no JSON: must be an object",
                "LuaScript lua_1, parameters: must be an array of objects, not an object",
                "PageConfig page_3, level: must be an integer from 1 to 5",
                "PowerTransferRequest request_1, status: must be one of pending, accepted, rejected",
                TestDatabase.current().isMysqlOrMariadb()
                        ? "User user_zoe, role: stands already at User user_eve, role"
                        : "User user_eve, role: stands already at User user_zoe, role",
                "It was rejected, and nothing was changed: 6 problems");
        old.execute(
                "UPDATE \"Workflow\" SET \"nodes\" = '[]' WHERE \"id\" = 'workflow_0'",
                "UPDATE \"AppConfiguration\" SET \"theme\" = '{\"colors\":{\"primary\":\"#fff\"},\"fonts\":{}}'",
                "UPDATE \"LuaScript\" SET \"parameters\" = '[{\"name\":\"a\",\"type\":\"number\"}]'",
                "UPDATE \"PageConfig\" SET \"level\" = 5 WHERE \"id\" = 'page_3'",
                "UPDATE \"PowerTransferRequest\" SET \"status\" = 'pending'",
                "UPDATE \"User\" SET \"role\" = 'superadmin' WHERE \"id\" = 'user_eve'");
        return malformed;
    }

    /** Returns an export with the records as the old layer got them: MySQL and MariaDB keep rows by their primary key. */
    private static String inTheOrderOfRows(String export) {
        if (!TestDatabase.current().isMysqlOrMariadb()) {
            return export;
        }
        return Pattern.compile("(?s)(\"(?:users|workflows)\": \\[\n)(.*?)(\n  ])")
                .matcher(export)
                .replaceAll(section -> Matcher.quoteReplacement(section.group(1)
                        + Stream.of(section.group(2).split("(?<=\n    }),\n"))
                                .sorted()
                                .collect(Collectors.joining(",\n"))
                        + section.group(3)));
    }

    /** Another server has its turn to migrate, and after that a pipeline has locked the changelog. */
    private CommandLine.Result migrateWhileOthersDo(FreshDatabase database) throws Exception {
        boolean mysql = TestDatabase.current().isMysqlOrMariadb();
        String locks = TestDatabase.current().changelogTable() + (mysql ? "LOCK" : "lock");
        database.execute(
                "CREATE TABLE " + locks + " (id INTEGER NOT NULL PRIMARY KEY, locked BOOLEAN NOT NULL,"
                        + " lockgranted TIMESTAMP, lockedby VARCHAR(255))",
                "INSERT INTO " + locks + " (id, locked, lockedby) VALUES (1, TRUE, 'pipeline (10.0.0.1)')");
        settings.put("LIQUIBASE_CHANGELOG_LOCK_POLL_RATE", "1");
        boolean sqlite = TestDatabase.current() == TestDatabase.SQLITE;
        Path turn = folder.resolve("fresh.db-migration");
        try (Connection session = database.connect();
                Statement statement = session.createStatement();
                FileChannel file = FileChannel.open(turn, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            FileLock lock = file.lock();
            String name = "(CONCAT('metabuilder ', MD5(DATABASE()))";
            if (!sqlite) {
                session.setAutoCommit(false);
                statement.execute(
                        mysql ? "SELECT GET_LOCK" + name + ", 0)" : "SELECT pg_advisory_xact_lock(1835164770)");
            }
            try (CommandLine command = CommandLine.start(folder, settings, "migrate")) {
                String holder = command.awaitLine("Waits: another server or command is updating the schema ");
                String expected = sqlite
                        ? "it has locked " + turn
                        : mysql
                                ? "session \\d+ of metabuilder from .*"
                                : "process \\d+ of PostgreSQL, from 127[.]0[.]0[.]1, since .*";
                assertTrue(holder.matches("\\(" + expected + "\\)[.]"), holder);
                if (mysql) {
                    statement.execute("SELECT RELEASE_LOCK" + name + ")");
                } else if (!sqlite) {
                    session.rollback();
                }
                lock.release();
                assertEquals("which pipeline (10.0.0.1) holds.", command.awaitLine("Waits for the changelog's lock, "));
                database.execute("UPDATE " + locks + " SET locked = FALSE, lockedby = NULL");
                return command.await();
            }
        }
    }

    /** On MySQL and MariaDB, Prisma makes what is in a key no TEXT, and text UTF-8. */
    private static String prisma() throws Exception {
        String sql = resource("prisma.sql").replaceAll("(?m)^--.*", "").trim();
        return TestDatabase.current().isMysqlOrMariadb()
                ? "ALTER DATABASE CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;\n"
                        + sql.replaceAll(
                                "(\"(?:id|username|email|name|packageId|key)\") TEXT NOT NULL",
                                "$1 VARCHAR(191) NOT NULL")
                : sql;
    }

    /** In Prisma's form. */
    private static String oldUrl(FreshDatabase old) {
        return switch (TestDatabase.current()) {
            case SQLITE -> old.urlWithPassword().replace("jdbc:sqlite:", "file:");
            case POSTGRESQL -> old.urlWithPassword().replace("jdbc:", "") + "?schema=public&connection_limit=5";
            case MYSQL, MARIADB -> old.urlWithPassword().replace("jdbc:", "") + "?connection_limit=5";
        };
    }

    private void assertNoSecret(List<CommandLine.Result> results) throws Exception {
        String log = Files.readString(folder.resolve("command/log/command.0.log"))
                + Files.readString(folder.resolve("command/log/audit.0.log"));
        for (String secret : List.of(
                "b109f3bbbc244eb8",
                "the-mail-password",
                "the-reset-token",
                "PBKDF2WithHmac",
                "a plain password",
                "A1225EDA7320A683")) {
            results.forEach(result -> assertFalse(result.output().contains(secret), secret));
            assertFalse(log.contains(secret), secret);
        }
        String password = settings.get("METABUILDER_DB_PASSWORD");
        if (password != null) {
            results.forEach(result -> assertFalse(result.output().contains(password), "the password of the database"));
            assertFalse(log.contains(password), "the password of the database");
        }
        assertTrue(log.contains("\"event\":\"importDatabase\",\"who\":\"operator\""), "the audit log has it");
    }
}
