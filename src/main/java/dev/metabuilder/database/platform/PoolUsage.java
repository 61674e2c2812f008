package dev.metabuilder.database.platform;

import org.eclipse.microprofile.config.ConfigProvider;

/**
 * How many connections of the pool are in use and how many are free, by asking the pool. Payara's own metrics of pools
 * stay 0, and it has no public way to ask: this goes by names of its classes, and says so when they are others.
 */
public final class PoolUsage {

    /** As {@code server-config/domain.xml} names the pools. */
    private static final String POOL = ConfigProvider.getConfig()
            .getOptionalValue("METABUILDER_DB", String.class)
            .orElse("sqlite");

    private PoolUsage() {}

    /** Returns how many connections are in use. */
    public static int used() {
        return status("getNumConnUsed");
    }

    /** Returns how many connections are open and free. */
    public static int free() {
        return status("getNumConnFree");
    }

    /** Returns how many connections there may be. */
    public static int most() {
        return ask("getPool", "com.sun.enterprise.resource.pool.ResourcePool", "getMaxPoolSize");
    }

    private static int status(String number) {
        return ask("getPoolStatus", "com.sun.enterprise.resource.pool.PoolStatus", number);
    }

    private static int ask(String part, String type, String number) {
        try {
            ClassLoader loader = PoolUsage.class.getClassLoader();
            Object runtime = loader.loadClass("com.sun.enterprise.connectors.ConnectorRuntime")
                    .getMethod("getRuntime")
                    .invoke(null);
            Object pools = runtime.getClass().getMethod("getPoolManager").invoke(runtime);
            Class<?> name = loader.loadClass("org.glassfish.resourcebase.resources.api.PoolInfo");
            Object answer = loader.loadClass("com.sun.enterprise.resource.pool.PoolManager")
                    .getMethod(part, name)
                    .invoke(pools, name.getConstructor(String.class).newInstance(POOL));
            return answer == null
                    ? 0
                    : (int) loader.loadClass(type).getMethod(number).invoke(answer);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This version of Payara keeps its pools otherwise.", e);
        }
    }
}
