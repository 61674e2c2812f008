package dev.metabuilder.database.server;

import java.io.File;

/**
 * Whether this process can name a file. Java takes the encoding of names from the locale, and SQLite's is UTF-8: a name with
 * other letters than ASCII's must have the same bytes in both, or there is no such file, or there are two.
 */
final class FileNames {

    private FileNames() {}

    /**
     * Makes sure that files can be found by a name.
     *
     * @param what what has the name, in words
     * @throws StartupException when it has letters that the locale does not allow
     */
    static void require(String what, String name) {
        String encoding = System.getProperty("sun.jnu.encoding", "UTF-8");
        // Windows has names of Unicode, whatever encoding it calls its own.
        boolean exact = File.separatorChar == '\\' || encoding.equals("UTF-8");
        if (!exact && name.chars().anyMatch(letter -> letter > '~')) {
            throw new StartupException(
                    StartupException.WRONG_SETTING,
                    what + " has letters beyond ASCII, and the locale has names of files in " + encoding
                            + ": set LC_ALL=C.UTF-8, or another locale with UTF-8",
                    null);
        }
    }
}
