package dev.metabuilder.database.vendor;

import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.glassfish.grizzly.filterchain.Filter;
import org.glassfish.grizzly.filterchain.FilterChain;

/**
 * The filter chains of Grizzly, Payara's HTTP server, through which each connection passes. Payara has no API to add a
 * filter, so this class uses Payara's internal classes by name.
 */
final class GrizzlyChains {

    private GrizzlyChains() {}

    /**
     * Adds a filter to the chain of each listener, behind the filter of a given type.
     *
     * @throws IllegalStateException if the internals of this version of Payara are different
     */
    static void addBehind(Class<? extends Filter> type, Filter filter) {
        int added = 0;
        for (FilterChain chain : chains()) {
            for (int i = 0; i < chain.size(); i++) {
                if (type.isInstance(chain.get(i))) {
                    chain.add(i + 1, filter);
                    added++;
                    break;
                }
            }
        }
        if (added == 0) {
            throw new IllegalStateException("No listener of this version of Payara has a " + type.getName() + ".");
        }
    }

    /** Removes a filter from all chains. */
    static void remove(Filter filter) {
        chains().forEach(chain -> chain.remove(filter));
    }

    private static List<FilterChain> chains() {
        try {
            Listeners listeners = Listeners.of(GrizzlyChains.class.getClassLoader());
            Object service =
                    listeners.service.invoke(listeners.services.invoke(null), listeners.type, new Annotation[0]);
            List<FilterChain> chains = new ArrayList<>();
            for (Object proxy : (Collection<?>) listeners.proxies.get(service)) {
                Object listener = listeners.listener.getDeclaringClass().isInstance(proxy)
                        ? listeners.listener.invoke(proxy)
                        : null;
                if (listeners.chain.getDeclaringClass().isInstance(listener)
                        && listeners.chain.get(listener) instanceof FilterChain chain) {
                    chains.add(chain);
                }
            }
            return chains;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This version of Payara keeps its listeners otherwise.", e);
        }
    }

    /** Payara's internal classes, methods and fields that lead to the listeners. */
    record Listeners(Method services, Method service, Class<?> type, Field proxies, Method listener, Field chain) {

        /** Finds them in the Payara of a class loader. */
        static Listeners of(ClassLoader payara) throws ReflectiveOperationException {
            Class<?> service = payara.loadClass("com.sun.enterprise.v3.services.impl.GrizzlyService");
            return new Listeners(
                    payara.loadClass("org.glassfish.internal.api.Globals").getMethod("getDefaultHabitat"),
                    payara.loadClass("org.glassfish.hk2.api.ServiceLocator")
                            .getMethod("getService", Class.class, Annotation[].class),
                    service,
                    accessible(service.getDeclaredField("proxies")),
                    payara.loadClass("com.sun.enterprise.v3.services.impl.GrizzlyProxy")
                            .getMethod("getUnderlyingListener"),
                    accessible(payara.loadClass("org.glassfish.grizzly.config.GenericGrizzlyListener")
                            .getDeclaredField("rootFilterChain")));
        }

        private static Field accessible(Field field) {
            field.setAccessible(true);
            return field;
        }
    }
}
