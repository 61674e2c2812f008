package dev.metabuilder.database.launch;

/** The launcher that has started this server, as the application sees it: by {@link LauncherHolder}. */
public interface Launcher {

    /**
     * Returns whether the application is to serve. If not, it is started to carry out a command: it changes what the command
     * tells it to change, and nothing else.
     */
    boolean serves();

    /** Returns whether the last line of the log could be written; on a full disk it can't. */
    boolean hasWrittenLog();

    /** Is told that the application is ready to serve. */
    void started(ServedDatabase database);

    /**
     * Receives the reason why the application refuses to start. The first reason counts, because later ones follow from it.
     *
     * @param reason for the operator: plain words, no SQL, no driver's text, no secret
     */
    void refused(String reason);
}
