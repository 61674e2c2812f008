package dev.metabuilder.database.server;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Ends the process: it stops everything that was started, the last first, and only once, whatever the cause: a signal, the
 * end of a command or a failed start. The JVM would run its hooks all at the same time, and Payara's hook among them would
 * delete the files of a server that still answers.
 */
final class ShutdownSequence {
    private static final Logger LOG = Logger.getLogger(ShutdownSequence.class.getName());

    /** The exit code after a signal is this number plus that of the signal, by the convention of shells. */
    private static final int SIGNALLED = 128;

    /** How long all steps may take, not counting the wait for running work. */
    private static final Duration FOR_STEPS = Duration.ofSeconds(8);

    /** A terminal and the script that a server runs under may both pass on the same Ctrl-C. */
    private static final long SAME_SIGNAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final Deque<Runnable> STEPS = new ConcurrentLinkedDeque<>();
    private static final Deque<Path> FOLDERS = new ConcurrentLinkedDeque<>();
    private static final Semaphore TURN = new Semaphore(1);

    private static volatile Duration toFinish = Duration.ZERO;
    private static long signalled;

    private ShutdownSequence() {}

    /** Makes SIGTERM, SIGINT and SIGHUP end the process in an orderly way; a second signal ends it at once. */
    static void onSignals() {
        try {
            // It uses the classes by name: there is no other API, and no option turns off javac's warnings about them.
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object ending = Proxy.newProxyInstance(
                    ShutdownSequence.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, of) -> {
                        if (method.getName().equals("handle")) {
                            signalled(SIGNALLED
                                    + (int) signal.getMethod("getNumber").invoke(of[0]));
                        }
                        return null;
                    });
            for (String name : new String[] {"TERM", "INT", "HUP"}) {
                signal.getMethod("handle", signal, handler)
                        .invoke(null, signal.getConstructor(String.class).newInstance(name), ending);
            }
        } catch (ReflectiveOperationException e) {
            LOG.log(Level.WARNING, "Signals end this JVM as they end any other, without a wait for requests", e);
        }
    }

    private static void signalled(int code) {
        synchronized (STEPS) {
            long now = System.nanoTime();
            if (signalled != 0 && now - signalled > SAME_SIGNAL_NANOS) {
                halt(code);
            }
            if (signalled != 0) {
                return;
            }
            signalled = now;
        }
        // The thread of a signal is a daemon: the JVM would end by itself, with code 0, as soon as Payara's threads
        // have ended.
        Thread ending = new Thread(() -> exit(code), "ending");
        ending.setDaemon(false);
        ending.start();
    }

    /**
     * Begins something that can't be stopped before it has started.
     *
     * @param limit how long its steps may wait for running work at the end
     */
    static void after(Duration limit, Runnable begin) {
        TURN.acquireUninterruptibly();
        toFinish = limit;
        try {
            begin.run();
        } finally {
            TURN.release();
        }
    }

    /** Adds a step of the end, which runs before all steps that were added earlier. */
    static void add(Runnable step) {
        STEPS.push(step);
    }

    /** Deletes a folder at the end of the process, unless the process is killed. */
    static void delete(Path folder) {
        FOLDERS.push(folder);
    }

    /**
     * Ends the process. It never returns. If several threads call it, the first one decides on the exit code.
     *
     * @param code the exit code
     */
    static void exit(int code) {
        Thread limit = new Thread(() -> haltAfter(toFinish.plus(FOR_STEPS), code), "limit");
        limit.setDaemon(true);
        limit.start();
        TURN.acquireUninterruptibly();
        for (Runnable step = STEPS.poll(); step != null; step = STEPS.poll()) {
            try {
                step.run();
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "A step of the end failed; the others follow", e);
            }
        }
        FOLDERS.forEach(Folders::deleteAtExit);
        System.exit(code);
    }

    private static void haltAfter(Duration limit, int code) {
        try {
            Thread.sleep(limit.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        halt(code);
    }

    private static void halt(int code) {
        try {
            FOLDERS.forEach(Folders::delete);
        } finally {
            Runtime.getRuntime().halt(code);
        }
    }
}
