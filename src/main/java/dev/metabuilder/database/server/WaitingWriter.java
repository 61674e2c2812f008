package dev.metabuilder.database.server;

/**
 * The thread that waits for its turn to write. Cancelling its statement interrupts it, because SQLite does not know the
 * statement yet.
 */
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
