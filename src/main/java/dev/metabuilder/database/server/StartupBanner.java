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
     * Prints them.
     *
     * @param out the console
     * @param settings where the server listens and keeps its data
     * @param served the database
     * @param terminal whether a person reads this: then the initial passwords are shown, once, and their file goes
     * @throws IOException when the file of the initial passwords cannot be read or removed
     */
    static void print(PrintStream out, Settings settings, ServedDatabase served, boolean terminal) throws IOException {
        String base = "http://" + host(settings.address()) + ":" + settings.port();
        String token = Settings.get("METABUILDER_SERVICE_TOKEN", "").isEmpty()
                ? "$(cat " + quoted(settings.data().resolve("service-token")) + ")"
                : "$METABUILDER_SERVICE_TOKEN";
        out.println("MetaBuilder Database is up at " + base);
        out.println("Database  " + served.database());
        out.println("Schema    " + served.schema());
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

    /** All addresses is not one to call: the local one is among them. */
    private static String host(String address) throws IOException {
        if (InetAddress.getByName(address).isAnyLocalAddress()) {
            return "127.0.0.1";
        }
        return address.contains(":") ? "[" + address + "]" : address;
    }

    /** The path as a shell takes it, inside double quotes too since {@code $( )} begins a new context. */
    private static String quoted(Path path) {
        String text = path.toString();
        return text.matches("[\\w./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
