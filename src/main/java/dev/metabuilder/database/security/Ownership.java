package dev.metabuilder.database.security;

import dev.metabuilder.database.errors.ForbiddenException;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Operation;
import dev.metabuilder.database.model.Operation.Kind;
import dev.metabuilder.database.model.Row;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.record.Collections;
import dev.metabuilder.database.storage.Failures;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Lets users write what is their own, and keeps it theirs. It goes by what the database holds before and after, within
 * the transaction of the write and with the record held, so that nothing comes between the look and the deed.
 */
@Stateless
@Interceptors(Failures.class)
public class Ownership {

    /** By section, the property that names the owner, and those that the owner must leave as they are. */
    private static final Map<String, List<String>> RULES =
            Map.of("users", List.of("id", "role", "tenantId", "isInstanceOwner"), "comments", List.of("userId"));

    @Inject
    private Collections collections;

    /**
     * Writes a record of a user. What the user may not do is said before anything is: a conflict would tell what others have.
     *
     * @param operation what the write does
     * @param userId the user
     * @throws ForbiddenException when the record belongs to another user, before or after; nothing is written then
     */
    public <T extends Row, R> R write(Section<?> section, Operation<T> operation, String userId, Supplier<R> write) {
        Model<T> model = operation.model();
        List<String> rule = RULES.get(section.name());
        if (rule.get(0).equals(model.key().name()) && !userId.equals(operation.key())) {
            throw notOwn(model);
        }
        T before = collections.hold(model.type(), operation.key());
        if (before == null && rule.get(0).equals(model.key().name())) {
            throw new ForbiddenException(
                    "Your role may change the own " + model.name() + ", but not add it: it is gone.");
        }
        requireOwn(model, rule, before, userId);
        if (before != null || operation.kind() != Kind.UPDATE) {
            requireKept(model, rule, before, operation.after(before), userId);
        }
        R result = write.get();
        Row after = collections.find(model.type(), operation.key());
        requireKept(model, rule, before, after, userId);
        if (before == null && after != null && after.changes() > 1) {
            throw new ForbiddenException("Another call has just added the " + model.name() + "; it is not yours.");
        }
        return result;
    }

    private static void requireKept(Model<?> model, List<String> rule, Row before, Row after, String userId) {
        requireOwn(model, rule, after, userId);
        for (String name : rule) {
            if (before != null
                    && after != null
                    && !Objects.equals(value(model, name, before), value(model, name, after))) {
                throw new ForbiddenException("Your role may not change " + name + " of your own " + model.name() + ".");
            }
        }
    }

    private static void requireOwn(Model<?> model, List<String> rule, Row record, String userId) {
        if (record != null && !userId.equals(value(model, rule.get(0), record))) {
            throw notOwn(model);
        }
    }

    private static ForbiddenException notOwn(Model<?> model) {
        return new ForbiddenException("Your role may write a " + model.name() + " only where it is your own.");
    }

    /** Does something in a transaction in which a user keeps a property as it is. */
    public void keeping(Section<?> section, String userId, String property, String value, Runnable write) {
        Row user = collections.hold(section.model().type(), userId);
        if (user == null || !value.equals(value(section.model(), property, user))) {
            throw new ForbiddenException("Your role may set no password but your own.");
        }
        write.run();
    }

    private static Object value(Model<?> model, String name, Row record) {
        return model.property(name).get(record);
    }
}
