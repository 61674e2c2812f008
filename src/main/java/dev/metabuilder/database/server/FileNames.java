package dev.metabuilder.database.server;

import java.io.File;

/**
 * Checks whether this process can use a file name. Java encodes names by the locale, and SQLite by UTF-8: a name beyond
 * ASCII must have the same bytes in both. Otherwise the file would not be found, or there would be two.
 */
final class FileNames {

    private FileNames() {}

    /**
     * Requires that this process can find files by a name.
     *
     * @param what what the name is for, in words
     * @throws StartupException if it has letters that the locale does not allow
     */
    static void require(String what, String name) {
        String encoding = System.getProperty("sun.jnu.encoding", "UTF-8");
        // File names on Windows are Unicode, whatever the default encoding.
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
