package dev.metabuilder.database.launch;

/** Holds the launcher of this process. The launcher comes first, so that the application finds it as soon as it starts. */
public final class LauncherHolder {

    private static volatile Launcher launcher = new NoLauncher();

    private LauncherHolder() {}

    /** Sets the launcher, before the application is deployed. */
    public static void set(Launcher current) {
        launcher = current;
    }

    /** Returns the launcher. On a server that was started without ours, it returns one that receives nothing. */
    public static Launcher get() {
        return launcher;
    }

    /** The launcher of a server that was started without ours, or of a command: only the log shows the result of a start. */
    private static final class NoLauncher implements Launcher {

        @Override
        public boolean hasWrittenLog() {
            return true;
        }

        @Override
        public void started(ServedDatabase database) {
            // Payara logs that the application is deployed.
        }

        @Override
        public void refused(String reason) {
            // Payara logs why the deployment failed.
        }
    }
}
