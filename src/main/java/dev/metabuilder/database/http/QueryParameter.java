package dev.metabuilder.database.http;

import dev.metabuilder.database.errors.Position;
import dev.metabuilder.database.errors.Problems;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Property;
import dev.metabuilder.database.query.RecordQuery;

/**
 * A parameter of a URI's query. An error in it is reported with its name as the pointer, and with the column in its text.
 *
 * @param name its name
 * @param text its value, percent signs decoded
 */
record QueryParameter(String name, String text) {

    /** Adds a problem at a character of the text. */
    void problem(Problems problems, int at, String detail) {
        problems.add("/" + name, new Position(1, text.codePointCount(0, at) + 1), detail);
    }

    /** Returns the declared scalar with a name; if there is none, adds a problem and returns null. */
    Property scalar(Model<?> model, String property, int at, Problems problems) {
        Property found = property(model, property, at, problems);
        if (found != null && !RecordQuery.isScalar(found)) {
            problem(
                    problems,
                    at,
                    found.name() + " is JSON: records are compared and sorted by texts, numbers and flags");
            return null;
        }
        return found;
    }

    /** Returns the declared property with a name; if there is none, adds a problem and returns null. */
    Property property(Model<?> model, String property, int at, Problems problems) {
        Property found = model.property(property);
        if (found == null) {
            problem(problems, at, "a " + model.name() + " declares no such property: " + model.propertyNames());
        }
        return found;
    }

    /** Returns the number of records of a page; if it is no such number, adds a problem and returns the usual one. */
    int limit(Problems problems) {
        try {
            int records = Integer.parseInt(text);
            if (records >= 1 && records <= RecordQuery.MOST_RECORDS) {
                return records;
            }
        } catch (NumberFormatException e) {
            // A number with too many digits is out of bounds too.
        }
        problem(problems, 0, "must be an integer from 1 to " + RecordQuery.MOST_RECORDS);
        return RecordQuery.USUAL_RECORDS;
    }

    /** Returns true or false, or null if the text is neither. */
    static Boolean flag(String text) {
        return text.equals("true") ? Boolean.TRUE : text.equals("false") ? Boolean.FALSE : null;
    }
}
