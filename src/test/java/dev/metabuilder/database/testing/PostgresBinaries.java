package dev.metabuilder.database.testing;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** Unpacks the PostgreSQL that comes as a test dependency. */
final class PostgresBinaries {

    private static final String ARCHIVE = "postgres-linux-x86_64.txz";
    private static final Pattern JAR = Pattern.compile("([^/]+)\\.jar!/");

    private PostgresBinaries() {}

    /** The folder with bin, lib and share; unpacked the first time only. */
    static Path unpack(Path home) throws IOException {
        var archive = PostgresBinaries.class.getClassLoader().getResource(ARCHIVE);
        if (archive == null) {
            throw new FileNotFoundException(ARCHIVE + ": no PostgreSQL on the class path for this machine");
        }
        var unpacked = home.resolve(version(archive));
        if (!Files.exists(unpacked)) {
            // The folder gets its name only when it is complete.
            var part =
                    Folders.fresh(home.resolve("part-" + ProcessHandle.current().pid()));
            try (var stream = archive.openStream()) {
                extract(stream, part);
            }
            Files.move(part, unpacked, StandardCopyOption.ATOMIC_MOVE);
        }
        return unpacked;
    }

    /** The name of the jar, with the version in it, so that a newer one is unpacked again. */
    private static String version(URL archive) {
        var jar = JAR.matcher(archive.toString());
        return jar.find() ? jar.group(1) : "binaries";
    }

    private static void extract(InputStream stream, Path folder) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZCompressorInputStream(stream))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                var path = folder.resolve(entry.getName()).normalize();
                if (!path.startsWith(folder)) {
                    throw new IOException("The archive writes outside its folder: " + entry.getName());
                }
                Files.createDirectories(path.getParent());
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, path);
                    setPermissions(path, entry);
                }
            }
        }
    }

    private static void setPermissions(Path path, TarArchiveEntry entry) throws IOException {
        var executable = (entry.getMode() & 0100) != 0;
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }
}
