package dev.metabuilder.database.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.metabuilder.database.testing.GeneratedExport.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedExportTest {

    @TempDir
    private Path folder;

    private String export(long seed, int records, Fault fault) throws IOException {
        return Files.readString(GeneratedExport.write(folder.resolve("export.json"), seed, records, fault));
    }

    @Test
    void theSameSeedGivesTheSameBytesAndAnotherOthers() throws IOException {
        String one = export(1, 1_000, Fault.NONE);
        assertEquals(one, export(1, 1_000, Fault.NONE));
        assertNotEquals(one, export(2, 1_000, Fault.NONE));
    }

    @Test
    void thereAreAsManyRecordsAsWanted() throws IOException {
        int records = 0;
        for (String section : JsonParts.members(export(1, 1_234, Fault.NONE)).values()) {
            records += section.startsWith("[") ? JsonParts.elements(section).size() : 0;
        }
        var members = JsonParts.members(export(1, 1_234, Fault.NONE));
        records += JsonParts.members(members.get("componentHierarchy")).size();
        records += JsonParts.members(members.get("componentConfigs")).size();
        assertEquals(1_234, records + 1, "and the configuration of the application is one");
    }

    @Test
    void aFaultIsInTheLastRecordOfTheFile() throws IOException {
        String faulty = export(1, 100, Fault.REFERENCE);
        assertEquals(faulty.lastIndexOf("\"id\": \"comment_"), faulty.lastIndexOf("\"id\": "));
        assertEquals(faulty.lastIndexOf("\"userId\": "), faulty.indexOf("\"userId\": \"user_gone\""));
    }
}
