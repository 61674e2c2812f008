package dev.metabuilder.database.launch;

/** Receives messages and progress of a running command. */
public interface CommandListener {

    /** Receives a line for the operator. */
    void line(String text);

    /** Receives the progress, several times a second, in a thread of its own. */
    void progress(CommandProgress progress);
}
