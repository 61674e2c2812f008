package dev.metabuilder.database.json;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The names of enum constants in JSON and in the database: in lower case. */
public final class NamedEnum {

    private static final Map<Enum<?>, String> NAMES = new ConcurrentHashMap<>();

    private NamedEnum() {}

    /** Returns the name of a constant, null for null. */
    public static String nameOf(Enum<?> constant) {
        return constant == null
                ? null
                : NAMES.computeIfAbsent(constant, of -> of.name().toLowerCase(Locale.ROOT));
    }

    /** Returns the constant of that name, null when there is none. */
    public static <E extends Enum<E>> E constant(Class<E> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> nameOf(constant).equals(name))
                .findFirst()
                .orElse(null);
    }
}
