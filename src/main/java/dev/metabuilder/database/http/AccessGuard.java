package dev.metabuilder.database.http;

import dev.metabuilder.database.Database;
import dev.metabuilder.database.content.PageConfig;
import dev.metabuilder.database.errors.ConflictException;
import dev.metabuilder.database.errors.ForbiddenException;
import dev.metabuilder.database.errors.NotFoundException;
import dev.metabuilder.database.json.JsonWriter;
import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Operation;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.replacement.ImportOptions;
import dev.metabuilder.database.security.AccessLimit;
import dev.metabuilder.database.security.LoginThrottle;
import dev.metabuilder.database.security.OwnershipRules;
import dev.metabuilder.database.security.RequestAccess;
import dev.metabuilder.database.users.PasswordHashes;
import dev.metabuilder.database.users.Role;
import dev.metabuilder.database.users.SuperGodService;
import dev.metabuilder.database.users.User;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.Writer;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Applies the caller's access limit to calls. A limited write and the check of its limit are one transaction. */
@ApplicationScoped
class AccessGuard {

    @Inject
    private RequestAccess requestAccess;

    @Inject
    private Database database;

    @Inject
    private Catalogue catalogue;

    @Inject
    private OwnershipRules ownershipRules;

    @Inject
    private SuperGodService superGodService;

    @Inject
    private PasswordHashes passwordHashes;

    @Inject
    private LoginThrottle loginThrottle;

    /**
     * Writes to records of a section.
     *
     * @param operations what the write does, in order; only one if the caller may write only his own records
     * @throws ForbiddenException if the limit forbids it; nothing is written then
     */
    @SuppressWarnings("unchecked")
    <R> R write(Section<?> section, List<Operation<?>> operations, Supplier<R> write) {
        return switch (requestAccess.limit()) {
            case NONE -> write.get();
            case OWN -> writeOwn(section, operations.get(0), write);
            case SUPERGOD_STAYS -> superGodService.keep((List<Operation<User>>) (List<?>) operations, write);
            default -> throw unknown(section);
        };
    }

    private <R> R writeOwn(Section<?> section, Operation<?> operation, Supplier<R> write) {
        try {
            return ownershipRules.write(
                    section, operation, requestAccess.caller().userId(), write);
        } catch (ConflictException e) {
            throw requestAccess.readsAll(section)
                    ? e
                    : e.withoutOthers(section.model().name());
        }
    }

    /**
     * Replaces a section.
     *
     * @throws ForbiddenException if the limit forbids it; nothing is written then
     */
    void replace(Section<?> section, Runnable replace) {
        switch (requestAccess.limit()) {
            case NONE -> replace.run();
            case SUPERGOD_STAYS ->
                superGodService.keep(() -> {
                    replace.run();
                    return null;
                });
            default -> throw unknown(section);
        }
    }

    private static IllegalStateException unknown(Section<?> section) {
        return new IllegalStateException("A limit that writing " + section + " does not know.");
    }

    /**
     * Returns a password's hash in its stored form. A caller who may set only his own password must send a SHA-512 or an
     * empty text: a hash in the stored form would let him choose the number of iterations.
     *
     * @throws ForbiddenException if the hash has another form, or is not the caller's
     */
    String password(String username, String hash) {
        if (requestAccess.limit() == AccessLimit.NONE) {
            return passwordHashes.stored(hash);
        }
        writePassword(username, () -> {});
        if (passwordHashes.fault(hash) == null && !passwordHashes.isBare(hash)) {
            throw new ForbiddenException("Your role may set a password by its SHA-512 only.");
        }
        String caller = requestAccess.caller().identity();
        return loginThrottle.slowly(caller, caller, () -> passwordHashes.stored(hash));
    }

    /**
     * Sets the password of a username.
     *
     * @throws ForbiddenException if the caller may set only his own, and this is another's
     */
    void writePassword(String username, Runnable write) {
        if (requestAccess.limit() == AccessLimit.NONE) {
            write.run();
        } else {
            String userId = requestAccess.caller().userId();
            ownershipRules.keeping(catalogue.section("users"), userId, "username", username, write);
        }
    }

    /**
     * Requires that the caller may read all sections.
     *
     * @throws ForbiddenException if the caller may read only the portable ones
     */
    void requireUnlimited() {
        if (requestAccess.limit() != AccessLimit.NONE) {
            throw new ForbiddenException("Your role may have the portable export only: it holds no secrets.");
        }
    }

    /** Returns the options of an import by the caller. */
    ImportOptions importing(boolean repair, boolean dryRun) {
        return new ImportOptions(repair, dryRun, requestAccess.limit() == AccessLimit.PORTABLE);
    }

    /**
     * Requires that the caller may read a record.
     *
     * @throws ForbiddenException if the caller may read only his own records, and this is another's
     * @throws NotFoundException if it is a page that the role may not open
     */
    void read(Section<?> section, String key) {
        switch (requestAccess.limit()) {
            case NONE -> {}
            case OWN -> {
                if (!key.equals(requestAccess.caller().userId())) {
                    throw new ForbiddenException(
                            "Your role may read no " + section.model().name() + " but your own.");
                }
            }
            case OPEN_PAGES -> {
                PageConfig page = database.find(PageConfig.class, key);
                if (page != null && !isOpen(page)) {
                    throw RecordResource.missing(section.model(), key);
                }
            }
            default -> throw new IllegalStateException("A limit that reading " + section + " does not know.");
        }
    }

    /**
     * Requires that the caller may see and end the sessions of a user.
     *
     * @throws ForbiddenException if the caller may see only his own
     */
    void sessions(String userId) {
        if (requestAccess.limit() == AccessLimit.OWN
                && !userId.equals(requestAccess.caller().userId())) {
            throw new ForbiddenException("Your role may see and end no sessions but your own.");
        }
    }

    /**
     * Requires that the caller may read all records of a section: filters and counts would reveal hidden records.
     *
     * @throws ForbiddenException if the caller may read only some
     */
    void requireAll(Section<?> section) {
        if (requestAccess.limit() != AccessLimit.NONE) {
            throw new ForbiddenException("Your role may read " + section + " without parameters only.");
        }
    }

    /** Returns a function that writes all records of a section that the caller may read. */
    Consumer<Writer> list(Section<?> section) {
        return switch (requestAccess.limit()) {
            case NONE -> out -> database.write(section, out);
            case OPEN_PAGES -> this::writeOpenPages;
            default -> throw new IllegalStateException("A limit that listing " + section + " does not know.");
        };
    }

    private void writeOpenPages(Writer out) {
        JsonWriter json = JsonWriter.streaming(out, JsonWriter.COMPACT).beginArray();
        database.getPages().stream().filter(this::isOpen).forEach(page -> Model.of(PageConfig.class)
                .write(json, page));
        json.end().flush();
    }

    /** Returns whether the caller may open a page: the page itself says who may. */
    private boolean isOpen(PageConfig page) {
        Role role = requestAccess.caller().role();
        Role least = page.getRequiredRole() == null ? Role.PUBLIC : page.getRequiredRole();
        return role.compareTo(least) >= 0 && (!page.isRequiresAuth() || role.compareTo(Role.USER) >= 0);
    }
}
