package dev.metabuilder.database.security;

/**
 * The limits within which a role may call a route. The code that answers the call checks them, in the transaction of the write.
 */
public enum AccessLimit {
    /** None. */
    NONE("all"),

    /** Only the pages that the role may open. */
    OPEN_PAGES("the pages that the role may open"),

    /** Only what is the caller's own, and stays so. */
    OWN("the caller's own"),

    /** Nothing that adds, changes or removes the supergod. */
    SUPERGOD_STAYS("all but what adds, changes or removes the supergod"),

    /** Only the portable sections, and the supergod stays. */
    PORTABLE("the portable sections, and nothing that adds, changes or removes the supergod");

    private final String words;

    AccessLimit(String words) {
        this.words = words;
    }

    /** Returns what a role may call the route for, in words. */
    @Override
    public String toString() {
        return words;
    }
}
