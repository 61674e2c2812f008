package dev.metabuilder.database.query;

/** How a property is compared. A record without the property differs from every value, and is neither less nor greater. */
public enum Operator {
    /** Is the value. */
    EQUAL,
    /** Is not the value, or is absent. */
    NOT_EQUAL,
    /** Comes before the value: numbers by size, texts by code point. */
    LESS,
    /** Is the value or comes before it. */
    LESS_OR_EQUAL,
    /** Comes after the value. */
    GREATER,
    /** Is the value or comes after it. */
    GREATER_OR_EQUAL,
    /** Is one of the values. */
    IN,
    /** Is none of the values, or is absent. */
    NOT_IN,
    /** Has the value in it, letter for letter. Only texts have. */
    CONTAINS,
    /** Begins with the value, letter for letter. Only texts do. */
    STARTS;

    /** Returns whether it puts values in an order, which only texts and numbers have. */
    public boolean orders() {
        return switch (this) {
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> true;
            case EQUAL, NOT_EQUAL, IN, NOT_IN, CONTAINS, STARTS -> false;
        };
    }

    /** Returns whether it looks into a value, which only texts allow. */
    public boolean isOfTexts() {
        return this == CONTAINS || this == STARTS;
    }
}
