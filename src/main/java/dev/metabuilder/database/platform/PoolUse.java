package dev.metabuilder.database.platform;

/**
 * How many connections of the pool are in use and how many are free, by asking the pool. Payara's own metrics of pools
 * stay 0, and it has no public way to ask: this goes by names of its classes, and says so when they are others.
 */
public final class PoolUse {

    private static final String POOL = "metabuilder";

    private PoolUse() {}

    /** Returns how many connections are in use. */
    public static int used() {
        return ask("getNumConnUsed");
    }

    /** Returns how many connections are open and free. */
    public static int free() {
        return ask("getNumConnFree");
    }

    private static int ask(String number) {
        try {
            ClassLoader loader = PoolUse.class.getClassLoader();
            Object runtime = loader.loadClass("com.sun.enterprise.connectors.ConnectorRuntime")
                    .getMethod("getRuntime")
                    .invoke(null);
            Object pools = runtime.getClass().getMethod("getPoolManager").invoke(runtime);
            Class<?> name = loader.loadClass("org.glassfish.resourcebase.resources.api.PoolInfo");
            Object status = loader.loadClass("com.sun.enterprise.resource.pool.PoolManager")
                    .getMethod("getPoolStatus", name)
                    .invoke(pools, name.getConstructor(String.class).newInstance(POOL));
            return status == null
                    ? 0
                    : (int) status.getClass().getMethod(number).invoke(status);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This version of Payara keeps its pools otherwise.", e);
        }
    }
}
