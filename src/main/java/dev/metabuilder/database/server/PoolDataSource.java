package dev.metabuilder.database.server;

import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.Method;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** The datasource of a pool of {@code server-config/domain.xml}, without the pool: for commands, which need no server. */
final class PoolDataSource {

    /** A value that Payara takes from a setting, with its default. */
    private static final Pattern SETTING = Pattern.compile("[$][{]MPCONFIG=(\\w+):(.*)[}]");

    private PoolDataSource() {}

    /**
     * Makes the datasource.
     *
     * @param pool the name of the pool, as in METABUILDER_DB
     */
    static DataSource of(String pool) {
        try {
            Element configured = elements(DocumentBuilderFactory.newDefaultInstance()
                            .newDocumentBuilder()
                            .parse(new InputSource(new StringReader(BundledFiles.text("domain.xml"))))
                            .getElementsByTagName("jdbc-connection-pool"))
                    .filter(element -> element.getAttribute("name").equals(pool))
                    .findFirst()
                    .orElseThrow();
            DataSource source = Class.forName(configured.getAttribute("datasource-classname"))
                    .asSubclass(DataSource.class)
                    .getConstructor()
                    .newInstance();
            for (Element property :
                    elements(configured.getElementsByTagName("property")).toList()) {
                set(source, property.getAttribute("name"), value(property.getAttribute("value")));
            }
            return source;
        } catch (IOException | ParserConfigurationException | SAXException | ReflectiveOperationException e) {
            throw new IllegalStateException("The pool " + pool + " can't be read from domain.xml", e);
        }
    }

    private static Stream<Element> elements(NodeList list) {
        return IntStream.range(0, list.getLength()).mapToObj(i -> (Element) list.item(i));
    }

    private static String value(String configured) {
        Matcher setting = SETTING.matcher(configured);
        return setting.matches() ? Settings.get(setting.group(1), setting.group(2)) : configured;
    }

    private static void set(Object source, String property, String value) throws ReflectiveOperationException {
        String name = "set" + property;
        for (Method setter : source.getClass().getMethods()) {
            if (setter.getName().equalsIgnoreCase(name) && setter.getParameterCount() == 1) {
                Class<?> type = setter.getParameterTypes()[0];
                if (type == int.class) {
                    setter.invoke(source, Integer.parseInt(value));
                } else if (type == boolean.class) {
                    setter.invoke(source, Boolean.parseBoolean(value));
                } else {
                    setter.invoke(source, value);
                }
                return;
            }
        }
        throw new NoSuchMethodException(source.getClass().getName() + '.' + name);
    }
}
