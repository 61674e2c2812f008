package dev.metabuilder.database.launch;

/** The launcher that has started this server. The application gets it from {@link LauncherHolder}. */
public interface Launcher {

    /** Returns whether the last line of the log was written; on a full disk it is lost. */
    boolean hasWrittenLog();

    /** The application calls this when it is ready to serve. */
    void started(ServedDatabase database);

    /**
     * The application calls this with the reason why it refuses to start. The first reason counts, because later ones follow
     * from it.
     *
     * @param reason a message for the operator, without SQL, a driver's text or a secret
     */
    void refused(String reason);
}
