package dev.metabuilder.database.security;

import dev.metabuilder.database.model.NamedEnum;
import dev.metabuilder.database.users.Account;
import dev.metabuilder.database.users.Role;
import jakarta.security.enterprise.CallerPrincipal;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Who is calling: MetaBuilder's own server, a user, or nobody that is known. */
public final class Caller extends CallerPrincipal {

    /** One who does not say who he is. */
    static final Caller NOBODY = new Caller("nobody", null, null, false);

    /** MetaBuilder's own server, which may do everything. */
    static final Caller SERVICE = new Caller("service", null, Role.SUPERGOD, false);

    private static final long serialVersionUID = 1L;

    private final String userId;
    private final Role role;
    private final boolean fresh;

    private Caller(String name, String userId, Role role, boolean fresh) {
        super(name);
        this.userId = userId;
        this.role = role;
        this.fresh = fresh;
    }

    static Caller of(Account account) {
        return new Caller(account.username(), account.id(), account.role(), account.fresh());
    }

    /**
     * Returns what the caller is, whatever the name: {@code service}, {@code nobody}, or {@code user} with the key. A user who
     * is called {@code service} shares nothing with MetaBuilder's own server.
     */
    public String identity() {
        return userId == null ? getName() : "user " + userId;
    }

    /** Returns the key of the user, null when it is none. */
    public String userId() {
        return userId;
    }

    /** Returns the role, null for nobody. */
    public Role role() {
        return role;
    }

    /** Returns whether the caller has just logged in, and not merely sent the same password again. */
    boolean isFresh() {
        return fresh;
    }

    /** Returns the names of the role and of those that it includes, as the container knows roles. */
    Set<String> groups() {
        return Arrays.stream(Role.values())
                .filter(other -> role != null && other.compareTo(role) <= 0)
                .map(NamedEnum::nameOf)
                .collect(Collectors.toSet());
    }
}
