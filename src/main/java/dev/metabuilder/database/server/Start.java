package dev.metabuilder.database.server;

import dev.metabuilder.database.launch.Launcher;
import dev.metabuilder.database.launch.ServedDatabase;

/** One start of the application, and what the application has said about it. */
final class Start implements Launcher {

    private final boolean serves;
    private ServedDatabase served;
    private String refusal;

    Start(boolean serves) {
        this.serves = serves;
    }

    @Override
    public boolean serves() {
        return serves;
    }

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

    /** Returns the database that the application serves; null when it serves none. */
    synchronized ServedDatabase served() {
        return served;
    }

    /** Returns why the application refuses to start; null when it does not. */
    synchronized String refusal() {
        return refusal;
    }
}
