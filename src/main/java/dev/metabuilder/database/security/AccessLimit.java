package dev.metabuilder.database.security;

/**
 * The limits within which a role may call a route. The code that answers the call checks them, in the transaction of the
 * write.
 */
public enum AccessLimit {
    /** No limit. */
    NONE("all"),

    /** Only the pages that the role may open. */
    OPEN_PAGES("the pages that the role may open"),

    /** Only what the role may read. */
    READABLE("what the role may read"),

    /** Only the caller's own records, which must remain his own. */
    OWN("the caller's own"),

    /** Everything that does not add, change or remove the supergod. */
    SUPERGOD_STAYS("all but what adds, changes or removes the supergod"),

    /** Only the portable sections, and the supergod must stay unchanged. */
    PORTABLE("the portable sections, and nothing that adds, changes or removes the supergod");

    private final String words;

    AccessLimit(String words) {
        this.words = words;
    }

    /** Returns, in words, for what a role may call the route. */
    @Override
    public String toString() {
        return words;
    }
}
