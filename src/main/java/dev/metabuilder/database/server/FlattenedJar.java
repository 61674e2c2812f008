package dev.metabuilder.database.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Merges several jars into one. Of files with the same name it takes the first, as a class path would. */
final class FlattenedJar {

    /** Lists that exist in several jars, and of which all entries count. */
    private static final Pattern LIST = Pattern.compile("META-INF/(services|hk2-locator|loggerinfo|logmessages)/[^/]+");

    /** Files that describe only their own jar. */
    private static final Pattern OF_THE_JAR =
            Pattern.compile("META-INF/(MANIFEST[.]MF|INDEX[.]LIST|[^/]+[.](SF|RSA|DSA|EC))|(.*/)?module-info[.]class");

    private final JarOutputStream to;
    private final Set<String> names = new HashSet<>();
    private final Map<String, ByteArrayOutputStream> lists = new LinkedHashMap<>();

    FlattenedJar(JarOutputStream to) {
        this.to = to;
    }

    void add(InputStream jar) throws IOException {
        ZipInputStream in = new ZipInputStream(jar);
        for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
            String name = entry.getName();
            if (LIST.matcher(name).matches()) {
                ByteArrayOutputStream list = lists.computeIfAbsent(name, any -> new ByteArrayOutputStream());
                in.transferTo(list);
                list.write('\n');
            } else if (!OF_THE_JAR.matcher(name).matches() && names.add(name)) {
                to.putNextEntry(new ZipEntry(name));
                in.transferTo(to);
            }
        }
    }

    void addLists() throws IOException {
        for (Map.Entry<String, ByteArrayOutputStream> list : lists.entrySet()) {
            to.putNextEntry(new ZipEntry(list.getKey()));
            String text = list.getValue().toString(StandardCharsets.UTF_8);
            to.write((list.getKey().equals(PayaraInternals.INITIALIZERS)
                            ? text.replace(PayaraInternals.OPENAPI, "")
                            : text)
                    .getBytes(StandardCharsets.UTF_8));
        }
    }
}
