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
 * Ends the process: it stops what was started, the last first, and only once, whatever the cause, a
 * signal, a command that is done or a start that failed. The JVM's own hooks run all at the same time, and Payara has one
 * among them: they would pull its files away from under a server that still answers.
 */
final class ShutdownSequence {
    private static final Logger LOG = Logger.getLogger(ShutdownSequence.class.getName());

    /** What a signal's number is added to for the exit code, by the custom of shells. */
    private static final int SIGNALLED = 128;

    /** How long all steps may take but the wait for what has begun. */
    private static final Duration FOR_STEPS = Duration.ofSeconds(8);

    /** A terminal and the script that a server runs under may both pass on the same Ctrl-C. */
    private static final long SAME_SIGNAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final Deque<Runnable> STEPS = new ConcurrentLinkedDeque<>();
    private static final Deque<Path> FOLDERS = new ConcurrentLinkedDeque<>();
    private static final Semaphore TURN = new Semaphore(1);

    private static volatile Duration toFinish = Duration.ZERO;
    private static long signalled;

    private ShutdownSequence() {}

    /** From now on SIGTERM, SIGINT and SIGHUP end the process in order, and at once when they come a second time. */
    static void onSignals() {
        try {
            // By their names, for javac warns of these classes in a way that nothing turns off: there is no other API.
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
        // have.
        Thread ending = new Thread(() -> exit(code), "ending");
        ending.setDaemon(false);
        ending.start();
    }

    /**
     * Begins something that cannot be ended before it is there.
     *
     * @param limit how long its steps may wait, at the end, for what has begun
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

    /** Adds what has to be done at the end, before all that was added earlier. */
    static void add(Runnable step) {
        STEPS.push(step);
    }

    /** Has a folder deleted at the end, however that comes, unless the process is killed. */
    static void delete(Path folder) {
        FOLDERS.push(folder);
    }

    /**
     * Ends the process. It does not return, in whichever thread: the first decides with which code.
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
