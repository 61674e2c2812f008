package dev.metabuilder.database.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Chooses ports for servers of tests. */
public final class Ports {

    private Ports() {}

    /** A TCP port of the loopback address that nobody uses now. */
    public static int free() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
