package dev.metabuilder.database.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.testing.CommandLine;
import dev.metabuilder.database.testing.EmbeddedPostgres;
import dev.metabuilder.database.testing.FreshDatabase;
import dev.metabuilder.database.testing.OnceForBoth;
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
import java.util.regex.Pattern;
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

    @OnceForBoth
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
            copy --from mysql://u:secret@h/d --to file:a.db   | --from must be jdbc:sqlite:<path>, jdbc:postgresql://<host>:<port>/<database>, file:<path>, postgresql://<user>:<password>@<host>:<port>/<database>, or env:<variable with one of these>
            copy postgresql://u:secret@h:1/d                  | Missing required options: '--from=URL', '--to=URL'
            migrate postgresql://u:secret@h:1/d?password=secret | Unmatched argument at index 1: 'postgresql:…h:1/d?password=…'
            """)
    void whatIsNoCommandIsRefusedWithCode2AndNoSecretIsRepeated(String line, String reason) throws Exception {
        CommandLine.Result result = run(line.split(" +", -1));
        assertEquals(2, result.status(), result::output);
        assertEquals(reason, result.last());
        assertFalse(result.output().contains("secret"), result::output);
    }

    @OnceForBoth
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

    @OnceForBoth
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
        assertTrue(check.last().startsWith("The database's schema lacks 0001-users-and-tenants, "), check::output);
        assertTrue(check.last().endsWith(". Run migrate, or liquibase update."), check::output);
        CommandLine.Result migrated = migrateWhileOthersDo(database);
        assertEquals(0, migrated.status(), migrated::output);
        assertTrue(migrated.last().matches("The schema is at \\d+, as this build needs it"), migrated::output);

        FreshDatabase old = FreshDatabase.of(TestDatabase.current(), Files.createDirectory(folder.resolve("old")));
        for (String statement :
                resource("prisma.sql").replaceAll("(?m)^--.*", "").trim().split(";\n", -1)) {
            old.execute(statement);
        }
        old.execute("UPDATE \"Workflow\" SET \"nodes\" = '[}' WHERE \"id\" = 'workflow_0'");
        settings.put("METABUILDER_OLD", oldUrl(old));
        CommandLine.Result malformed = run("import", "--from-prisma", "env:METABUILDER_OLD", "--repair");
        assertEquals(1, malformed.status(), malformed::output);
        assertTrue(malformed.output().contains("Workflow workflow_0: nodes is no JSON"), malformed::output);
        old.execute("UPDATE \"Workflow\" SET \"nodes\" = '[]' WHERE \"id\" = 'workflow_0'");

        CommandLine.Result strict = run("import", "--from-prisma", "env:METABUILDER_OLD");
        assertEquals(1, strict.status(), strict::output);
        assertTrue(strict.output().contains("/users/2/tenantId"), strict::output);
        assertTrue(strict.output().contains("/comments/1/userId"), strict::output);
        assertEquals(List.of(), database.query("SELECT id FROM users"), "nothing was changed");

        CommandLine.Result imported = run("import", "--from-prisma", "env:METABUILDER_OLD", "--repair");
        assertEquals(0, imported.status(), imported::output);
        assertEquals("Imported, with 2 mends", imported.last());

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
        assertEquals(
                resource("prisma-export.json").stripTrailing(),
                HASH.matcher(text)
                        .replaceAll("\"@HASH@\"")
                        .replaceFirst("(\"schemaVersion\": )\"\\d+\"", "$1\"@VERSION@\""));

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

    /** Another server has its turn to migrate, and after that a pipeline has locked the changelog. */
    private CommandLine.Result migrateWhileOthersDo(FreshDatabase database) throws Exception {
        database.execute(
                "CREATE TABLE databasechangeloglock (id INTEGER NOT NULL PRIMARY KEY, locked BOOLEAN NOT NULL,"
                        + " lockgranted TIMESTAMP, lockedby VARCHAR(255))",
                "INSERT INTO databasechangeloglock (id, locked, lockedby) VALUES (1, TRUE, 'pipeline (10.0.0.1)')");
        settings.put("LIQUIBASE_CHANGELOG_LOCK_POLL_RATE", "1");
        boolean sqlite = TestDatabase.current() == TestDatabase.SQLITE;
        Path turn = folder.resolve("fresh.db-migration");
        try (Connection session = database.connect();
                Statement statement = session.createStatement();
                FileChannel file = FileChannel.open(turn, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            FileLock lock = file.lock();
            if (!sqlite) {
                session.setAutoCommit(false);
                statement.execute("SELECT pg_advisory_xact_lock(1835164770)");
            }
            try (CommandLine command = CommandLine.start(folder, settings, "migrate")) {
                String holder = command.awaitLine(
                        "Waits for its turn: another server or command brings the schema up to date ");
                String expected =
                        sqlite ? "it has locked " + turn : "process \\d+ of PostgreSQL, from 127[.]0[.]0[.]1, since .*";
                assertTrue(holder.matches("\\(" + expected + "\\)[.]"), holder);
                if (!sqlite) {
                    session.rollback();
                }
                lock.release();
                assertEquals("which pipeline (10.0.0.1) holds.", command.awaitLine("Waits for the changelog's lock, "));
                database.execute("UPDATE databasechangeloglock SET locked = FALSE, lockedby = NULL");
                return command.await();
            }
        }
    }

    private static String oldUrl(FreshDatabase old) {
        if (TestDatabase.current() == TestDatabase.SQLITE) {
            return old.settings().get("METABUILDER_DB_URL").replace("jdbc:sqlite:", "file:");
        }
        EmbeddedPostgres postgres = EmbeddedPostgres.running();
        return old.settings()
                        .get("METABUILDER_DB_URL")
                        .replace(
                                "jdbc:postgresql://",
                                "postgresql://" + postgres.user() + ":" + postgres.password() + "@")
                + "?schema=public&connection_limit=5";
    }

    private void assertNoSecret(List<CommandLine.Result> results) throws Exception {
        String log = Files.readString(folder.resolve("command/log/command.0.log"))
                + Files.readString(folder.resolve("command/log/audit.0.log"));
        for (String secret : List.of("b109f3bbbc244eb8", "the-mail-password", "the-reset-token", "PBKDF2WithHmac")) {
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
