package dev.metabuilder.database.security;

import dev.metabuilder.database.json.NamedEnum;
import dev.metabuilder.database.users.Account;
import dev.metabuilder.database.users.Role;
import jakarta.security.enterprise.CallerPrincipal;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** The caller: MetaBuilder's own server, a user, or an unknown caller. */
public final class Caller extends CallerPrincipal {

    /** A caller without credentials. */
    static final Caller NOBODY = new Caller("nobody", null, null, null);

    /** MetaBuilder's own server, which may do everything. */
    static final Caller SERVICE = new Caller("service", Role.SUPERGOD, null, null);

    private static final long serialVersionUID = 1L;

    private final Role role;
    private final transient Account account;
    private final transient Session session;

    private Caller(String name, Role role, Account account, Session session) {
        super(name);
        this.role = role;
        this.account = account;
        this.session = session;
    }

    /** Returns a caller who has sent the password with this call. */
    static Caller of(Account account) {
        return of(account, null);
    }

    /** Returns a caller with a session. */
    static Caller of(Account account, Session session) {
        return new Caller(account.username(), account.role(), account, session);
    }

    /**
     * Returns the caller's identity, which does not depend on the username: {@code service}, {@code nobody}, or {@code user}
     * with the key. So a user with the name {@code service} shares nothing with MetaBuilder's own server.
     */
    public String identity() {
        return account == null ? getName() : "user " + userId();
    }

    /** Returns the key of the user, or null if the caller is not a user. */
    public String userId() {
        return account == null ? null : account.id();
    }

    /** Returns the role, or null for an unknown caller. */
    public Role role() {
        return role;
    }

    /** Returns whether the password was verified with this call, and not taken from the cache. */
    boolean isFresh() {
        return account != null && account.fresh();
    }

    /** Returns the session of the call, or null if it has none. */
    public Session session() {
        return session;
    }

    /** Returns the account of the user, or null if the caller is not a user. */
    Account account() {
        return account;
    }

    /** Returns the names of the role and of those that it includes, for the container. */
    Set<String> groups() {
        return Arrays.stream(Role.values())
                .filter(other -> role != null && other.compareTo(role) <= 0)
                .map(NamedEnum::nameOf)
                .collect(Collectors.toSet());
    }
}
