package dev.metabuilder.database.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** How a server is told where its log is. */
class ServerTest {

    /** Java reads a file of properties as ISO 8859-1: a folder with other letters had no log. */
    @Test
    void theNameOfTheDataFolderIsReadAsItIsWritten() throws Exception {
        String template = Files.readString(Path.of("server-config/logging.properties"));
        Path data = Path.of("/srv/d\u00e4ta \u65e5\u672c 100%");
        String written = Server.loggingProperties(template, data, "command");
        assertTrue(written.chars().allMatch(letter -> letter <= '~'), written);
        Properties read = new Properties();
        read.load(new StringReader(written));
        assertEquals(
                "/srv/d\u00e4ta \u65e5\u672c 100%%/log/command.%g.log", read.get(LogFile.class.getName() + ".pattern"));
    }
}
