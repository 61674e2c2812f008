package dev.metabuilder.database.benchmark;

import dev.metabuilder.database.testing.InServer;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/**
 * One persistent HTTP/1.1 connection that uses little CPU time, because the server, which the benchmark measures, runs on
 * the same few cores. It supports only what this server sends.
 */
final class Http implements AutoCloseable {

    private static final int BUFFER = 1 << 16;
    // The server closes a connection after 30 s without use.
    private static final long MOST_IDLE_NANOS = Duration.ofSeconds(10).toNanos();

    private final InetSocketAddress address;
    private final ByteBuffer in = ByteBuffer.allocate(BUFFER).limit(0);
    private SocketChannel channel;
    private long lastUse;
    private byte[] body = new byte[BUFFER];
    private int length;
    private int status;

    Http(URI server) {
        address = new InetSocketAddress(server.getHost(), server.getPort());
    }

    /** Returns the bytes of a request; null means no body. */
    static byte[] request(String method, String path, String body) {
        byte[] content = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
        byte[] head = head(method, path, content.length);
        byte[] request = Arrays.copyOf(head, head.length + content.length);
        System.arraycopy(content, 0, request, head.length, content.length);
        return request;
    }

    private static byte[] head(String method, String path, long length) {
        return (method + " /" + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                        + InServer.SERVICE_TOKEN + "\r\nContent-Type: application/json\r\nContent-Length: " + length
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Sends a request and reads its answer; returns the status. */
    int send(byte[] request) throws IOException {
        connect();
        write(ByteBuffer.wrap(request));
        return answer(null);
    }

    /** Sends a request whose answer must have the expected status; returns the body of the answer. */
    String send(int expected, String method, String path, String content) throws IOException {
        return checked(expected, method + " " + path, send(request(method, path, content)));
    }

    /** Sends a file in a request whose answer must have the expected status; returns the body of the answer. */
    String upload(int expected, String path, Path file) throws IOException {
        connect();
        try (FileChannel source = FileChannel.open(file)) {
            write(ByteBuffer.wrap(head("POST", path, source.size())));
            for (long sent = 0; sent < source.size(); ) {
                sent += source.transferTo(sent, source.size() - sent, channel);
            }
        }
        return checked(expected, "POST " + path, answer(null));
    }

    /** Writes the body of an answer to a file. */
    void download(String path, Path file) throws IOException {
        connect();
        write(ByteBuffer.wrap(request("GET", path, null)));
        try (FileChannel target = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            checked(200, "GET " + path, answer(target));
        }
    }

    private String checked(int expected, String what, int actual) {
        String text = body();
        if (actual != expected) {
            throw new IllegalStateException(what + " was answered with " + actual + ": " + text);
        }
        return text;
    }

    /** Returns the body of the last answer. */
    String body() {
        return new String(body, 0, length, StandardCharsets.UTF_8);
    }

    private void connect() throws IOException {
        if (System.nanoTime() - lastUse > MOST_IDLE_NANOS) {
            close();
        }
        if (channel == null) {
            channel = SocketChannel.open(address);
            channel.socket().setTcpNoDelay(true);
            in.limit(0);
        }
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private int answer(WritableByteChannel sink) throws IOException {
        String head = head();
        while (head.startsWith("http/1.1 100")) {
            head = head();
        }
        status = Integer.parseInt(head.substring(9, 12));
        length = 0;
        if (head.contains("\r\ntransfer-encoding: chunked")) {
            for (int size = chunk(); size > 0; size = chunk()) {
                take(size, sink);
                line();
            }
            line();
        } else if (status != 204) {
            take(Long.parseLong(header(head, "\r\ncontent-length:")), sink);
        }
        lastUse = System.nanoTime();
        if (head.contains("\r\nconnection: close")) {
            close();
        }
        return status;
    }

    private static String header(String head, String name) {
        int start = head.indexOf(name);
        if (start < 0) {
            throw new IllegalStateException("The answer has no length: " + head);
        }
        start += name.length();
        return head.substring(start, head.indexOf('\r', start)).trim();
    }

    private int chunk() throws IOException {
        return Integer.parseInt(line().trim(), 16);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (char c = next(); c != '\n'; c = next()) {
            line.append(c);
        }
        return line.toString();
    }

    private String head() throws IOException {
        StringBuilder head = new StringBuilder(512);
        // An empty line ends the head: two line feeds with only a carriage return between them.
        for (int feeds = 0; feeds < 2; ) {
            char c = next();
            feeds = c == '\n' ? feeds + 1 : c == '\r' ? feeds : 0;
            head.append(c);
        }
        return head.toString().toLowerCase(Locale.ROOT);
    }

    private char next() throws IOException {
        if (!in.hasRemaining()) {
            fill();
        }
        return (char) in.get();
    }

    private void fill() throws IOException {
        in.clear();
        int count = channel.read(in);
        in.flip();
        if (count < 0) {
            throw new EOFException("The server closed the connection.");
        }
    }

    /** Reads some bytes of the body: to the sink, or without a sink into memory. */
    private void take(long count, WritableByteChannel sink) throws IOException {
        for (long left = count; left > 0; ) {
            if (!in.hasRemaining()) {
                fill();
            }
            int part = (int) Math.min(left, in.remaining());
            if (sink != null && status == 200) {
                ByteBuffer slice = in.duplicate().limit(in.position() + part);
                while (slice.hasRemaining()) {
                    sink.write(slice);
                }
                in.position(in.position() + part);
            } else {
                if (length + part > body.length) {
                    body = Arrays.copyOf(body, Math.max(2 * body.length, length + part));
                }
                in.get(body, length, part);
                length += part;
            }
            left -= part;
        }
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }
}
