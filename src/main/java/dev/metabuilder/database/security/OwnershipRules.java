package dev.metabuilder.database.security;

import dev.metabuilder.database.errors.ForbiddenException;
import dev.metabuilder.database.model.BaseEntity;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Operation;
import dev.metabuilder.database.model.Operation.Kind;
import dev.metabuilder.database.model.Owner;
import dev.metabuilder.database.model.Property;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.record.RecordStore;
import dev.metabuilder.database.storage.ErrorTranslator;
import dev.metabuilder.database.storage.TransactionRetry;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Lets users write only their own records, which must remain their own. It compares the record before and after the write,
 * in the transaction of the write and with the record locked, so that nothing can change between check and write.
 */
@Stateless
@Interceptors({TransactionRetry.class, ErrorTranslator.class})
public class OwnershipRules {

    @Inject
    private RecordStore recordStore;

    /**
     * Writes a record of a user. It checks the user's rights before it writes, because a conflict would reveal data of
     * others.
     *
     * @param operation what the write does
     * @param userId the key of the user
     * @throws ForbiddenException if the record belongs to another user before or after the write; nothing is written then
     */
    public <T extends BaseEntity, R> R write(
            Section<?> section, Operation<T> operation, String userId, Supplier<R> write) {
        Model<T> model = operation.model();
        Owner owner = owner(section);
        if (owner.property().key() && !userId.equals(operation.key())) {
            throw notOwn(model);
        }
        T before = recordStore.hold(model.type(), operation.key());
        if (before == null && owner.property().key()) {
            throw new ForbiddenException(
                    "Your role may change its own " + model.name() + ", but not add it: it has been deleted.");
        }
        requireOwn(owner, before, userId);
        if (before != null || operation.kind() != Kind.UPDATE) {
            requireKept(owner, before, operation.after(before), userId);
        }
        R result = write.get();
        BaseEntity after = recordStore.find(model.type(), operation.key());
        requireKept(owner, before, after, userId);
        if (before == null && after != null && after.changes() > 1) {
            throw new ForbiddenException("Another call has just added the " + model.name() + "; it is not yours.");
        }
        return result;
    }

    private static Owner owner(Section<?> section) {
        if (section.owner() == null) {
            throw new IllegalStateException("The catalogue does not say who owns a record of " + section + ".");
        }
        return section.owner();
    }

    private static void requireKept(Owner owner, BaseEntity before, BaseEntity after, String userId) {
        requireOwn(owner, after, userId);
        if (before == null || after == null) {
            return;
        }
        requireSame(owner.property(), before, after);
        owner.kept().forEach(property -> requireSame(property, before, after));
    }

    private static void requireSame(Property property, BaseEntity before, BaseEntity after) {
        if (!Objects.equals(property.get(before), property.get(after))) {
            throw new ForbiddenException("Your role may not change " + property.name() + " of your own "
                    + Model.of(before.getClass()).name() + ".");
        }
    }

    private static void requireOwn(Owner owner, BaseEntity record, String userId) {
        if (record != null && !userId.equals(owner.property().get(record))) {
            throw notOwn(Model.of(record.getClass()));
        }
    }

    private static ForbiddenException notOwn(Model<?> model) {
        return new ForbiddenException("Your role may write a " + model.name() + " only where it is your own.");
    }

    /** Writes in a transaction in which a property of a user must keep its value. */
    public void keeping(Section<?> section, String userId, String property, String value, Runnable write) {
        BaseEntity user = recordStore.hold(section.model().type(), userId);
        if (user == null || !value.equals(section.model().property(property).get(user))) {
            throw new ForbiddenException("Your role may set no password but your own.");
        }
        write.run();
    }
}
