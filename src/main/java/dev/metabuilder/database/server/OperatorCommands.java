package dev.metabuilder.database.server;

import dev.metabuilder.database.launch.ApplicationCommands.ImportMode;
import dev.metabuilder.database.launch.ServedDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands of the command line: their names, options and descriptions. Each method returns the exit code. */
@Command(
        name = "java -jar metabuilder-database.jar",
        mixinStandardHelpOptions = true,
        versionProvider = OperatorCommands.Version.class,
        description = "MetaBuilder Database. Without a command it serves. Environment variables say which database"
                + " (METABUILDER_DB, METABUILDER_DB_URL, …) and all else; the guide to configuration has their table.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:it failed; the last line says why, and nothing is half done",
            "2:an argument or a setting makes no sense",
            "3:migrate --check: the schema is not the one that this build needs"
        })
final class OperatorCommands implements Callable<Integer> {

    /** The exit code of a server that is up, which ends later and otherwise. */
    static final int SERVES = -1;

    private static final int DONE = 0;
    private static final String OUTPUT = "Where to; - is the standard output.";

    private final Console console;

    OperatorCommands(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        return serve();
    }

    @Command(description = "Serves until a signal stops it. This is the default.", mixinStandardHelpOptions = true)
    int serve() throws IOException {
        Settings settings = Settings.read();
        DatabaseCheck.openToOthers(settings).forEach(line -> console.error().println("Warning: " + line));
        SettingNames.warnings(System.getenv().keySet())
                .forEach(line -> console.error().println("Warning: " + line));
        ServedDatabase served = Server.serve(settings);
        StartupBanner.print(console.out(), settings, served, console.terminal());
        return SERVES;
    }

    @Command(
            description = "Updates the schema, as a server does with METABUILDER_MIGRATE=update.",
            mixinStandardHelpOptions = true)
    int migrate(
            @Option(
                            names = "--check",
                            description = "Change nothing: exit code 3 when the schema is not the one needed.")
                    boolean check) {
        Settings settings = Settings.read();
        if (check) {
            DatabaseCheck.requireFile(settings.database(), StartupException.OTHER_SCHEMA);
        }
        return Server.work(settings, (application, listener) -> application.migrate(check, listener), console);
    }

    @Command(
            description = {
                "Writes an export of the database to FILE, in place of what is there, as one snapshot; a server may run"
                        + " meanwhile. The file is readable by its owner alone. A pipe or a device is written to, and a link"
                        + " followed.",
            },
            mixinStandardHelpOptions = true)
    int export(
            @Parameters(paramLabel = "FILE", description = OUTPUT) Path file,
            @Option(names = "--full", description = "All models, with their secrets: a backup.") boolean full) {
        try (OutputFile whole = new OutputFile(file)) {
            return whole.write(out -> work(
                    whole.beside(console),
                    (application, listener) -> application.export(full, out, whole.name(), listener)));
        }
    }

    @Command(
            name = "import",
            description =
                    "Replaces the sections that FILE has, or all by those of an old database, in one transaction.",
            mixinStandardHelpOptions = true)
    int importAll(
            @Parameters(paramLabel = "FILE", arity = "0..1", description = "A JSON export; - is the standard input.")
                    Path file,
            @Option(
                            names = "--from-prisma",
                            paramLabel = "URL",
                            description = "A database of the old Prisma layer, which is only read:"
                                    + " a DATABASE_URL, or env:NAME for that in a variable.")
                    String prisma,
            @Option(
                            names = "--repair",
                            description = "Repair data that the old store accepted, and report each repair.")
                    boolean repair,
            @Option(names = "--dry-run", description = "Report what would be done, and change nothing.") boolean dryRun)
            throws IOException {
        if ((file == null) == (prisma == null)) {
            throw new StartupException(
                    StartupException.WRONG_SETTING, "import takes a FILE or --from-prisma URL, one of them", null);
        }
        ImportMode mode = new ImportMode(repair, dryRun);
        if (prisma != null) {
            DatabaseUrl old = DatabaseUrl.parse("--from-prisma", prisma);
            DatabaseCheck.run("--from-prisma", old);
            return work((application, listener) -> application.importPrisma(old.source(), mode, listener));
        }
        try (InputFile in = InputFile.open(file)) {
            return work((application, listener) -> application.importJson(in.stream(), in.bytes(), mode, listener));
        }
    }

    @Command(
            description = "Copies all models from one database to another, of any kind, in one transaction, and"
                    + " compares a digest of each model on both sides before it is committed. Both must have this"
                    + " build's schema.",
            mixinStandardHelpOptions = true)
    int copy(
            @Option(names = "--from", required = true, paramLabel = "URL", description = "Only read.") String from,
            @Option(names = "--to", required = true, paramLabel = "URL", description = "Must be empty.") String to,
            @Option(names = "--replace", description = "Empty the target first, in the same transaction.")
                    boolean replace) {
        DatabaseUrl source = DatabaseUrl.parse("--from", from);
        DatabaseUrl target = DatabaseUrl.parse("--to", to);
        if (source.url().equals(target.url()) && source.schema().equals(target.schema())) {
            throw new StartupException(StartupException.WRONG_SETTING, "--from and --to are the same database", null);
        }
        StartupException.about("The database to copy from", () -> DatabaseCheck.run("--from", source));
        target.use();
        StartupException.about("The database to copy to", () -> {
            DatabaseCheck.requireFile(target.database(), StartupException.FAILED);
            DatabaseCheck.run(target.database());
        });
        return work((application, listener) -> application.copy(source.source(), replace, listener));
    }

    @Command(
            description = "Writes a copy of the SQLite database to FILE, which must not be there, while servers go on.",
            mixinStandardHelpOptions = true)
    int backup(@Parameters(paramLabel = "FILE", description = OUTPUT) Path file) {
        // It asks before it opens FILE, which may be a pipe.
        DatabaseKind.Backup backup = DatabaseKind.of(Settings.read().database()).backup();
        ProgressLine progress = new ProgressLine(console);
        try (OutputFile whole = new OutputFile(file)) {
            long bytes = backup.write(whole, progress);
            progress.end();
            whole.beside(console).out().printf("%s has %,d bytes, and is sound%n", whole.name(), bytes);
            return DONE;
        } finally {
            progress.end();
        }
    }

    @Command(
            description =
                    "Unpacks the server to the folder DIR, with an archive of its classes for this Java: from there it"
                            + " starts faster, by java @DIR/java.options. The folder must stay where it is.",
            mixinStandardHelpOptions = true)
    int extract(@Parameters(paramLabel = "DIR") Path folder) {
        console.out().println("Start the server with: java @" + ExtractCommand.to(folder));
        return DONE;
    }

    /** Does the work of a command that needs a database with a schema. */
    private int work(Server.Command command) {
        return work(console, command);
    }

    private static int work(Console lines, Server.Command command) {
        Settings settings = Settings.read();
        DatabaseCheck.requireFile(settings.database(), StartupException.FAILED);
        return Server.work(settings, command, lines);
    }

    /** The version of the build. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = OperatorCommands.class.getPackage().getImplementationVersion();
            return List.of(version == null ? "unknown" : version).toArray(String[]::new);
        }
    }
}
