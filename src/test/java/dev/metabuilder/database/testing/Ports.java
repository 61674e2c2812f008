package dev.metabuilder.database.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Chooses ports for servers of tests. */
public final class Ports {

    // Below those that Linux gives to the ends of connections: one of them could take the port before the server does.
    private static final int LEAST = 10_000;
    private static final int MOST = 32_000;
    private static final int TRIES = 1_000;

    private Ports() {}

    /** A TCP port of the loopback address that nobody uses now, nor by chance before it is put to use. */
    public static int free() throws IOException {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(LEAST, MOST);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // Somebody uses it.
            }
        }
        throw new IOException("No port is free.");
    }
}
