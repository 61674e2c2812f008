package dev.metabuilder.database.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The outputs of commands: files, links to files, and streams that are not files. */
@Timeout(60)
class OutputFileTest {

    @TempDir
    private Path folder;

    private static int write(Path name, String text, int code) {
        try (OutputFile output = new OutputFile(name)) {
            return output.write(out -> {
                out.append(text);
                return code;
            });
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void neitherThePartNorWhatSqliteKeepsBesideItIsLeft() throws Exception {
        try (OutputFile output = new OutputFile(folder.resolve("backup.db"))) {
            Files.createFile(Path.of(output.part() + "-journal"));
        }
        assertEquals(List.of(), files());
    }

    @Test
    void aFileIsReplacedWhenItIsWholeAndForItsOwnerOnly() throws Exception {
        Path file = Files.writeString(folder.resolve("export.json"), "old");
        assertEquals(1, write(file, "half", 1));
        assertEquals("old", Files.readString(file));
        assertThrows(IllegalStateException.class, () -> new OutputFile(file).write(out -> {
            out.append("half");
            throw new IllegalStateException("The work failed");
        }));
        assertEquals("old", Files.readString(file));
        assertEquals(0, write(file, "new", 0));
        assertEquals("new", Files.readString(file));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void aLinkIsFollowedToAFileThatIsThereOrNot() throws Exception {
        Path target = folder.resolve("there/export.json");
        Files.createDirectory(target.getParent());
        Path between = Files.createSymbolicLink(folder.resolve("between"), Path.of("there/export.json"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), between);
        for (String text : List.of("first", "second")) {
            assertEquals(0, write(link, text, 0));
            assertTrue(Files.isSymbolicLink(link));
            assertTrue(Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS));
            assertEquals(text, Files.readString(target));
        }
        assertTrue(new OutputFile(link).isThere(), "a backup would overwrite it");
        assertEquals(List.of("between", "link", "there"), files());
    }

    @Test
    void aPipeIsWrittenToAndStaysOne() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        Path link = Files.createSymbolicLink(folder.resolve("link"), pipe);
        for (Path name : List.of(pipe, link)) {
            CompletableFuture<String> reader = read(pipe);
            assertEquals(0, write(name, "to the reader", 0));
            assertEquals("to the reader", reader.join());
        }
        CompletableFuture<String> ofBackup = read(pipe);
        try (OutputFile output = new OutputFile(pipe)) {
            assertFalse(output.isThere(), "nothing is overwritten");
            Files.writeString(output.part(), "copied first");
            output.keep();
        }
        assertEquals("copied first", ofBackup.join());
        // Who has the work fail ends the reader's wait all the same.
        CompletableFuture<String> inVain = read(pipe);
        new OutputFile(pipe).close();
        assertEquals("", inVain.join());
        assertTrue(Files.readAttributes(pipe, java.nio.file.attribute.BasicFileAttributes.class)
                .isOther());
        assertEquals(List.of("link", "pipe"), files());
    }

    private static CompletableFuture<String> read(Path pipe) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return Files.readString(pipe);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void aDeviceIsWrittenToAndAFullOneIsToldOf() throws Exception {
        assertEquals(0, write(Path.of("/dev/null"), "to nobody", 0));
        assertEquals(
                "The file /dev/full could not be written to its end: there is no room, or its reader has gone",
                assertThrows(StartupException.class, () -> write(Path.of("/dev/full"), "too much", 0))
                        .getMessage());
        assertTrue(Files.exists(Path.of("/dev/null")));
        assertFalse(Files.isRegularFile(Path.of("/dev/null")));
    }

    @Test
    void whatCannotBeWrittenToIsRefused() throws Exception {
        assertRefused("it is a folder", folder);
        Path circle = Files.createSymbolicLink(folder.resolve("circle"), folder.resolve("circle"));
        assertRefused("The file " + circle + " cannot be written", circle);
        Path nowhere = folder.resolve("nowhere/export.json");
        assertRefused("The file " + nowhere + " cannot be written", nowhere);
        Path socket = folder.resolve("socket");
        try (var channel = java.nio.channels.ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX)) {
            channel.bind(java.net.UnixDomainSocketAddress.of(socket));
            assertRefused("The file " + socket + " cannot be written", socket);
        }
        assertEquals(List.of("circle", "socket"), files());
    }

    private static void assertRefused(String reason, Path name) {
        String message =
                assertThrows(StartupException.class, () -> write(name, "", 0)).getMessage();
        assertTrue(message.endsWith(reason), message);
    }

    @Test
    void aServerIsLaidOutInAFolderOnly() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        for (Path name : List.of(Path.of("-"), file, Files.createSymbolicLink(folder.resolve("link"), file))) {
            assertEquals(
                    "extract needs a folder, and " + name + " is not one",
                    assertThrows(StartupException.class, () -> ExtractCommand.to(name))
                            .getMessage());
        }
    }
}
