package dev.metabuilder.database.server;

import dev.metabuilder.database.launch.ServedDatabase;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** The lines that an operator sees when the server is up. */
final class StartupBanner {
    private StartupBanner() {}

    /**
     * Prints the lines.
     *
     * @param out the console
     * @param settings the settings
     * @param served the database
     * @param terminal whether a person reads the lines; then they show the initial passwords once, and this removes their
     *     file
     * @throws IOException if the file of the initial passwords can't be read or removed
     */
    static void print(PrintStream out, Settings settings, ServedDatabase served, boolean terminal) throws IOException {
        String base = "http://" + host(settings.address()) + ":" + settings.port();
        String token = Settings.get("METABUILDER_SERVICE_TOKEN", "").isEmpty()
                ? "$(cat " + quoted(settings.data().resolve("service-token")) + ")"
                : "$METABUILDER_SERVICE_TOKEN";
        out.println("MetaBuilder Database is up at " + base);
        out.println("Database  " + served.database());
        out.println("Schema    " + served.schema());
        out.println("Console   " + base + "/console/");
        out.println("Try       curl -H \"Authorization: Bearer " + token + "\" " + base + "/api/database/export");
        Path passwords = settings.data().resolve("initial-passwords");
        if (!Files.exists(passwords)) {
            return;
        }
        if (!terminal) {
            out.println("Initial passwords are in " + passwords);
            return;
        }
        out.println("Initial passwords, shown this once:");
        for (String line : Files.readAllLines(passwords)) {
            out.println("  " + line);
        }
        Files.delete(passwords);
    }

    /** Returns a host for a URL. A server that listens at all addresses can be called at the local one. */
    private static String host(String address) throws IOException {
        if (InetAddress.getByName(address).isAnyLocalAddress()) {
            return "127.0.0.1";
        }
        return address.contains(":") ? "[" + address + "]" : address;
    }

    /** Quotes a path for a shell. That works inside double quotes too, because {@code $( )} begins a new context. */
    private static String quoted(Path path) {
        String text = path.toString();
        return text.matches("[\\w./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
