package dev.metabuilder.database.server;

/** The thread that waits to write, so that who cancels its statement reaches it: SQLite knows of no statement then. */
final class WaitingWriter {
    private Thread thread;
    private boolean cancelled;

    synchronized void begin() {
        thread = Thread.currentThread();
    }

    synchronized void end() {
        thread = null;
        if (cancelled) {
            cancelled = false;
            Thread.interrupted();
        }
    }

    synchronized void cancel() {
        if (thread != null) {
            cancelled = true;
            thread.interrupt();
        }
    }
}
