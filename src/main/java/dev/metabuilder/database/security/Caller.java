package dev.metabuilder.database.security;

import dev.metabuilder.database.json.NamedEnum;
import dev.metabuilder.database.users.Account;
import dev.metabuilder.database.users.Role;
import jakarta.security.enterprise.CallerPrincipal;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Who is calling: MetaBuilder's own server, a user, or nobody known. */
public final class Caller extends CallerPrincipal {

    /** One who does not say who he is. */
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

    /** Returns one who has shown the password with this call. */
    static Caller of(Account account) {
        return of(account, null);
    }

    /** Returns one who has begun a session. */
    static Caller of(Account account, Session session) {
        return new Caller(account.username(), account.role(), account, session);
    }

    /**
     * Returns what the caller is, whatever the name: {@code service}, {@code nobody}, or {@code user} with the key. A user who
     * is called {@code service} shares nothing with MetaBuilder's own server.
     */
    public String identity() {
        return account == null ? getName() : "user " + userId();
    }

    /** Returns the key of the user, null when it is none. */
    public String userId() {
        return account == null ? null : account.id();
    }

    /** Returns the role, null for nobody. */
    public Role role() {
        return role;
    }

    /** Returns whether the caller has just logged in, and not merely sent the same password again. */
    boolean isFresh() {
        return account != null && account.fresh();
    }

    /** Returns the session that the call belongs to; null when it is none. */
    public Session session() {
        return session;
    }

    /** Returns the account of the user, null when it is none. */
    Account account() {
        return account;
    }

    /** Returns the names of the role and of those that it includes, as the container knows roles. */
    Set<String> groups() {
        return Arrays.stream(Role.values())
                .filter(other -> role != null && other.compareTo(role) <= 0)
                .map(NamedEnum::nameOf)
                .collect(Collectors.toSet());
    }
}
