package dev.metabuilder.database.launch;

/** Takes what a command says while it works. */
public interface CommandListener {

    /** Takes a line for the operator. */
    void line(String text);

    /** Takes how far the command is, several times a second, in a thread of its own. */
    void progress(CommandProgress progress);
}
