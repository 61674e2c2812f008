package dev.metabuilder.database.vendor;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Reports how many connections of the pool are in use and how many are free. Payara's own metrics of pools stay 0, and it
 * has no API for these numbers, so this class uses Payara's internal classes by name.
 */
public final class PoolUsage {

    /** The name of the pool in {@code server-config/domain.xml}. */
    private static final String POOL = ConfigProvider.getConfig()
            .getOptionalValue("METABUILDER_DB", String.class)
            .orElse("sqlite");

    private static final Pools POOLS = pools();

    private PoolUsage() {}

    /** Returns how many connections are in use. */
    public static int used() {
        return ask(POOLS.status, POOLS.used);
    }

    /** Returns how many connections are open and free. */
    public static int free() {
        return ask(POOLS.status, POOLS.free);
    }

    /** Returns the maximum number of connections. */
    public static int most() {
        return ask(POOLS.pool, POOLS.most);
    }

    private static int ask(Method part, Method number) {
        try {
            Object manager = POOLS.manager.invoke(POOLS.runtime.invoke(null));
            Object answer = part.invoke(manager, POOLS.name.newInstance(POOL));
            return answer == null ? 0 : (int) number.invoke(answer);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This version of Payara keeps its pools otherwise.", e);
        }
    }

    private static Pools pools() {
        try {
            return Pools.of(PoolUsage.class.getClassLoader());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This version of Payara keeps its pools otherwise.", e);
        }
    }

    /** Payara's internal classes and methods that lead to the pools. */
    record Pools(
            Method runtime,
            Method manager,
            Constructor<?> name,
            Method pool,
            Method most,
            Method status,
            Method used,
            Method free) {

        /** Finds them in the Payara of a class loader. */
        static Pools of(ClassLoader payara) throws ReflectiveOperationException {
            Class<?> runtime = payara.loadClass("com.sun.enterprise.connectors.ConnectorRuntime");
            Class<?> manager = payara.loadClass("com.sun.enterprise.resource.pool.PoolManager");
            Class<?> name = payara.loadClass("org.glassfish.resourcebase.resources.api.PoolInfo");
            Class<?> pool = payara.loadClass("com.sun.enterprise.resource.pool.ResourcePool");
            Class<?> status = payara.loadClass("com.sun.enterprise.resource.pool.PoolStatus");
            return new Pools(
                    runtime.getMethod("getRuntime"),
                    runtime.getMethod("getPoolManager"),
                    name.getConstructor(String.class),
                    manager.getMethod("getPool", name),
                    pool.getMethod("getMaxPoolSize"),
                    manager.getMethod("getPoolStatus", name),
                    status.getMethod("getNumConnUsed"),
                    status.getMethod("getNumConnFree"));
        }
    }
}
