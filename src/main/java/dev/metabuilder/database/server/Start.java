package dev.metabuilder.database.server;

import dev.metabuilder.database.launch.Launcher;
import dev.metabuilder.database.launch.ServedDatabase;

/** A start of the application, with the application's messages about it. */
final class Start implements Launcher {

    private ServedDatabase served;
    private String refusal;

    @Override
    public boolean hasWrittenLog() {
        return LogFile.isWritten();
    }

    @Override
    public synchronized void started(ServedDatabase database) {
        served = database;
    }

    @Override
    public synchronized void refused(String reason) {
        refusal = refusal == null ? reason : refusal;
    }

    /** Returns the database that the application serves, or null if it serves none. */
    synchronized ServedDatabase served() {
        return served;
    }

    /** Returns why the application refuses to start, or null if it does not refuse. */
    synchronized String refusal() {
        return refusal;
    }
}
