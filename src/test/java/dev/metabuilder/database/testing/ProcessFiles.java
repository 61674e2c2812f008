package dev.metabuilder.database.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Checks that only their owner has rights on the files of the suite's servers and commands. These run under umask 000, so
 * that others could write to every file whose mode nobody has set. The tests themselves have an ordinary umask.
 */
final class ProcessFiles {

    /** Where nobody but the process writes: what others may read there is not its owner's alone either. */
    private static final Set<String> ITS_OWN = Set.of("data", "command", "tmp");

    /** How the names of the temporary folders of servers and commands begin. */
    private static final String TEMPORARY = "metabuilder-database";

    /**
     * What tests have the shell, the JVM or the system make under the same umask: a redirection, a log of the JVM, a mount.
     */
    private static final Set<String> MADE_BY_TESTS =
            Set.of("piped.json", "report.txt", "classes.txt", "gc.log", "disk");

    private ProcessFiles() {}

    /** Returns a command that runs another one under the umask that takes nothing from others. */
    static List<String> open(List<String> command) {
        List<String> all = new ArrayList<>(List.of("sh", "-c", "umask 000; exec \"$0\" \"$@\""));
        all.addAll(command);
        return all;
    }

    /** Fails if an ended process has left files in its folder that other users can read or write. */
    static void assertClosed(Path folder) {
        List<String> open = new ArrayList<>();
        try {
            Files.walkFileTree(folder, new Visitor(folder, open));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertEquals(List.of(), open, "what others than its owner may read or write");
    }

    private static final class Visitor extends SimpleFileVisitor<Path> {

        private final Path folder;
        private final List<String> open;

        Visitor(Path folder, List<String> open) {
            this.folder = folder;
            this.open = open;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) throws IOException {
            // Nobody else can enter a temporary folder that is closed.
            return look(path) && path.getFileName().toString().startsWith(TEMPORARY)
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
            if (!attributes.isSymbolicLink()) {
                look(path);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path path, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw e;
        }

        /** Returns whether others may do nothing at all. */
        private boolean look(Path path) throws IOException {
            PosixFileAttributes file = Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            String mode = PosixFilePermissions.toString(file.permissions());
            Path within = folder.relativize(path);
            boolean strict = within.getNameCount() > 1
                    && ITS_OWN.contains(within.getName(0).toString());
            boolean closed = mode.endsWith("------");
            if (MADE_BY_TESTS.contains(path.getFileName().toString())) {
                return closed;
            }
            if (strict ? !closed : mode.substring(3).contains("w")) {
                open.add(within + " " + mode);
            }
            if (!file.owner().equals(Files.getOwner(folder))) {
                open.add(within + " of " + file.owner());
            }
            return closed;
        }
    }
}
