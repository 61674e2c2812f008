package dev.metabuilder.database.security;

/** Within which limits a role may call a route. Whoever answers the call keeps them, in the transaction of the write. */
public enum Limit {
    /** None. */
    NONE,

    /** Only the pages that the role may open. */
    OPEN_PAGES,

    /** Only what is the caller's own, and stays so. */
    OWN,

    /** Nothing that adds, changes or removes the supergod. */
    SUPERGOD_STAYS,

    /** Only the portable sections, and the supergod stays. */
    PORTABLE
}
