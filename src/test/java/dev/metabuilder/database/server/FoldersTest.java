package dev.metabuilder.database.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may look into a folder. */
class FoldersTest {

    @Test
    void oneThatOthersMayEnterReadOrWriteIsOpen(@TempDir Path folder) throws Exception {
        for (String mode : new String[] {"rwx------", "rwxr-xr-x", "rwx---r--", "rwx-----x", "rwx-w----"}) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(mode));
            assertEquals(!mode.equals("rwx------"), Folders.isOpen(folder), mode);
        }
        assertFalse(Folders.isOpen(folder.resolve("missing")));
    }

    @Test
    void whatIsMadeForOthersToRunTheyCannotChange(@TempDir Path folder) throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        Folders.keepOthersFromWriting(folder);
        assertEquals("rw-r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals("rwxr-xr-x", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
    }
}
