package dev.metabuilder.database.launch;

/** The launcher that has started this server, as the application sees it: by {@link LauncherHolder}. */
public interface Launcher {

    /**
     * Returns whether the application is to serve. If not, it is started to carry out a command: it changes what the command
     * tells it to change, and nothing else.
     */
    boolean serves();

    /** Is told that the application is ready to serve. */
    void started(ServedDatabase database);

    /**
     * Is told that the application refuses to start. The first reason counts: what follows from it is told as well.
     *
     * @param reason for the operator: plain words, no SQL, no driver's text, no secret
     */
    void refused(String reason);
}
