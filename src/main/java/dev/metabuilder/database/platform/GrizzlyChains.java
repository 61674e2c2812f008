package dev.metabuilder.database.platform;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.glassfish.grizzly.filterchain.Filter;
import org.glassfish.grizzly.filterchain.FilterChain;

/**
 * The chains of filters that Grizzly, Payara's HTTP server, sends each connection through. Payara has no way for an application
 * to add to them: this goes by the names of its classes, and says so when they are others.
 */
public final class GrizzlyChains {

    private GrizzlyChains() {}

    /**
     * Adds a filter to the chain of each listener, behind the one that there is of a type.
     *
     * @throws IllegalStateException when this version of Payara keeps its listeners otherwise
     */
    public static void addBehind(Class<? extends Filter> type, Filter filter) {
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

    /** Removes a filter wherever it is. */
    public static void remove(Filter filter) {
        chains().forEach(chain -> chain.remove(filter));
    }

    private static List<FilterChain> chains() {
        try {
            ClassLoader loader = GrizzlyChains.class.getClassLoader();
            Object habitat = loader.loadClass("org.glassfish.internal.api.Globals")
                    .getMethod("getDefaultHabitat")
                    .invoke(null);
            Class<?> type = loader.loadClass("com.sun.enterprise.v3.services.impl.GrizzlyService");
            Object service = loader.loadClass("org.glassfish.hk2.api.ServiceLocator")
                    .getMethod("getService", Class.class, java.lang.annotation.Annotation[].class)
                    .invoke(habitat, type, new java.lang.annotation.Annotation[0]);
            List<FilterChain> chains = new ArrayList<>();
            for (Object proxy : (Collection<?>) field(type, "proxies").get(service)) {
                Object listener =
                        proxy.getClass().getMethod("getUnderlyingListener").invoke(proxy);
                Class<?> generic = loader.loadClass("org.glassfish.grizzly.config.GenericGrizzlyListener");
                if (generic.isInstance(listener)
                        && field(generic, "rootFilterChain").get(listener) instanceof FilterChain chain) {
                    chains.add(chain);
                }
            }
            return chains;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This version of Payara keeps its listeners otherwise.", e);
        }
    }

    private static Field field(Class<?> type, String name) throws NoSuchFieldException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }
}
