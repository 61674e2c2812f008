package dev.metabuilder.database.testing;

import jakarta.inject.Inject;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;

/**
 * Beans of the module without a server: one instance of each class, which refer to each other. No interceptor surrounds
 * their calls.
 */
public final class LocalBeans {

    private final List<Object> beans = new ArrayList<>();

    /** Beans that know these too. */
    public LocalBeans(Object... given) {
        beans.addAll(List.of(given));
    }

    /** Returns the one of a class, which is made where there is none yet. */
    public <T> T get(Class<T> type) throws ReflectiveOperationException {
        for (Object bean : beans) {
            if (type.isInstance(bean)) {
                return type.cast(bean);
            }
        }
        Constructor<T> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        T made = constructor.newInstance();
        beans.add(made);
        for (Field field : type.getDeclaredFields()) {
            boolean ours = field.isAnnotationPresent(Inject.class)
                    && field.getType().getName().startsWith("dev.metabuilder.");
            boolean given = field.getType() == TransactionSynchronizationRegistry.class
                    && beans.stream().anyMatch(TransactionSynchronizationRegistry.class::isInstance);
            if (ours || given || field.isAnnotationPresent(PersistenceContext.class)) {
                field.setAccessible(true);
                field.set(made, get(field.getType()));
            }
        }
        return made;
    }
}
