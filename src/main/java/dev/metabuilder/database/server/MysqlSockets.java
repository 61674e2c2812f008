package dev.metabuilder.database.server;

import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/**
 * Makes the sockets of MariaDB's driver, which makes this object by its name. A connection can close its socket while a call
 * waits for an answer; the driver itself waits with it.
 */
public final class MysqlSockets extends SocketFactory {

    private static final ThreadLocal<Socket> MADE = new ThreadLocal<>();

    /** Makes a factory. */
    public MysqlSockets() {}

    /** Returns the socket that was made last for this thread, once. */
    static Socket take() {
        Socket made = MADE.get();
        MADE.remove();
        return made;
    }

    @Override
    public Socket createSocket() {
        Socket socket = new Socket();
        MADE.set(socket);
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw connected();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
        throw connected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw connected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
        throw connected();
    }

    private static UnsupportedOperationException connected() {
        return new UnsupportedOperationException("The driver connects its sockets itself.");
    }
}
