package dev.metabuilder.database.operator;

import dev.metabuilder.database.launch.CommandListener;
import dev.metabuilder.database.launch.CommandProgress;
import dev.metabuilder.database.storage.Progress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Reports the progress of work several times a second, and can stop all work that it watches. */
final class ProgressWatcher {

    private static final long PAUSE_MILLIS = 200;

    private static final Set<Progress> WATCHED = ConcurrentHashMap.newKeySet();

    private final Progress progress;
    private final CommandListener listener;
    private final Thread thread = new Thread(this::tell, "watch");

    private ProgressWatcher(Progress progress, CommandListener listener) {
        this.progress = progress;
        this.listener = listener;
        WATCHED.add(progress);
        thread.setDaemon(true);
        thread.start();
    }

    /** Does some work, and reports its progress to a listener meanwhile. */
    static <R> R watch(Progress progress, CommandListener listener, Supplier<R> work) {
        ProgressWatcher watcher = new ProgressWatcher(progress, listener);
        try {
            return work.get();
        } finally {
            watcher.close();
        }
    }

    private void tell() {
        try {
            while (true) {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                Progress.Snapshot far = progress.snapshot();
                listener.progress(new CommandProgress(
                        far.step(),
                        far.records(),
                        far.totalRecords(),
                        far.bytes(),
                        far.totalBytes(),
                        far.recordsPerSecond(),
                        far.bytesPerSecond(),
                        far.secondsLeft()));
            }
        } catch (InterruptedException e) {
            // The work has ended.
        }
    }

    private void close() {
        WATCHED.remove(progress);
        thread.interrupt();
    }

    /** Cancels all watched work. */
    static void cancelAll() {
        WATCHED.forEach(Progress::cancel);
    }
}
