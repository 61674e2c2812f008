package dev.metabuilder.database.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Splits and joins JSON as text, because tests compare the bytes of requests and answers, not the result of a parser. It
 * works only for valid JSON.
 */
public final class JsonParts {

    private JsonParts() {}

    /** The text without the white space that stands outside of strings. */
    public static String compact(String json) {
        var out = new StringBuilder();
        var inString = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (inString && c == '\\') {
                out.append(c).append(json.charAt(++i));
                continue;
            }
            inString ^= c == '"';
            if (inString || !Character.isWhitespace(c)) {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** The elements of an array, compact. */
    public static List<String> elements(String array) {
        return split(compact(array), ',');
    }

    /** The members of an object, compact, by their names as they stand between the quotes. */
    public static Map<String, String> members(String object) {
        var members = new LinkedHashMap<String, String>();
        for (String member : split(compact(object), ',')) {
            var name = split("[" + member + "]", ':').get(0);
            members.put(name.substring(1, name.length() - 1), member.substring(name.length() + 1));
        }
        return members;
    }

    /**
     * An export without the empty sections that an older one lacks: those of models that came later. What is left is as it was,
     * to the byte.
     */
    public static String without(String export, String newerThan) {
        var text = export;
        var newer = members(export);
        newer.keySet().removeAll(members(newerThan).keySet());
        for (String section : newer.keySet()) {
            text = text.replaceFirst(",\\s*\"" + section + "\": (\\[]|\\{})", "");
        }
        return text;
    }

    /** What stands between the brackets of compact JSON, split where the separator stands on its first level. */
    private static List<String> split(String json, char separator) {
        var parts = new ArrayList<String>();
        var depth = 0;
        var inString = false;
        var start = 1;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c == '"') {
                inString ^= true;
            } else if (inString) {
                i += c == '\\' ? 1 : 0;
            } else if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                depth--;
            } else if (c == separator && depth == 1) {
                parts.add(json.substring(start, i));
                start = i + 1;
            }
        }
        if (start < json.length() - 1) {
            parts.add(json.substring(start, json.length() - 1));
        }
        return parts;
    }

    /** An object of the given members. */
    public static String object(Map<String, String> members) {
        return members.entrySet().stream()
                .map(member -> "\"" + member.getKey() + "\":" + member.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** A string in quotes; only for one that needs no escapes. */
    public static String quoted(String text) {
        return "\"" + text + "\"";
    }

    /** What stands between the quotes of a string, as it is. */
    public static String unquoted(String string) {
        return string.substring(1, string.length() - 1);
    }
}
