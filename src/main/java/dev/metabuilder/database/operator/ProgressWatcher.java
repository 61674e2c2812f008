package dev.metabuilder.database.operator;

import dev.metabuilder.database.storage.Progress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** Reports the progress of work several times a second, and can stop all work that it watches. */
final class ProgressWatcher {

    private static final long PAUSE_MILLIS = 200;

    private static final Set<Progress> WATCHED = ConcurrentHashMap.newKeySet();

    private final Progress progress;
    private final BiConsumer<String, long[]> taker;
    private final Thread thread = new Thread(this::tell, "watch");

    /**
     * Begins to tell.
     *
     * @param taker takes what is done, then records done and in all, bytes done and in all, records and bytes a second, and
     *     the seconds that are left
     */
    ProgressWatcher(Progress progress, BiConsumer<String, long[]> taker) {
        this.progress = progress;
        this.taker = taker;
        WATCHED.add(progress);
        thread.setDaemon(true);
        thread.start();
    }

    private void tell() {
        try {
            while (true) {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                Progress.Snapshot far = progress.snapshot();
                taker.accept(far.step(), new long[] {
                    far.records(),
                    far.totalRecords(),
                    far.bytes(),
                    far.totalBytes(),
                    far.recordsPerSecond(),
                    far.bytesPerSecond(),
                    far.secondsLeft()
                });
            }
        } catch (InterruptedException e) {
            // The work is done.
        }
    }

    /** Tells nothing any more. */
    void close() {
        WATCHED.remove(progress);
        thread.interrupt();
    }

    /** Tells all that is watched to stop. */
    static void cancelAll() {
        WATCHED.forEach(Progress::cancel);
    }
}
