package dev.metabuilder.database.http;

import dev.metabuilder.database.errors.UnavailableException;
import dev.metabuilder.database.platform.SpillFile;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The answer with a whole list. A short list is built before it is sent, and has a tag, a digest of its content. A long list
 * is sent while it is read. Its length is not known before, so this class assumes that it is as long as the last time.
 */
final class ListResponse {

    /** The maximum part of a list that is kept in memory, in bytes. */
    static final int MOST_BYTES = 256 * 1024;

    private static final int DIGEST_BYTES = 16;

    /** The lists that were long the last time. */
    private static final Set<String> LONG = ConcurrentHashMap.newKeySet();

    private ListResponse() {}

    /**
     * Answers with a list.
     *
     * @param name a name of the list as this caller may see it
     * @param write writes the list
     */
    static Response of(String name, Consumer<Writer> write, HttpHeaders headers) {
        StreamingOutput list = StreamedResponses.of(write);
        if (LONG.contains(name)) {
            return PreconditionHeaders.hasList(headers, null)
                    ? Response.notModified().build()
                    : Response.ok((StreamingOutput) out -> writeLong(name, list, out))
                            .build();
        }
        Kept kept = new Kept();
        try {
            list.write(kept);
        } catch (RuntimeException e) {
            kept.close();
            throw e;
        } catch (IOException e) {
            kept.close();
            throw new UnavailableException("There was no room to keep the list.", e);
        }
        if (kept.more != null) {
            LONG.add(name);
            return Response.ok((StreamingOutput) kept::sendTo).build();
        }
        String tag = kept.digest();
        Response.ResponseBuilder response = PreconditionHeaders.hasList(headers, tag)
                ? Response.notModified()
                : Response.ok((StreamingOutput) kept::sendTo);
        return response.tag(new EntityTag(tag, true)).build();
    }

    private static void writeLong(String name, StreamingOutput list, OutputStream out) throws IOException {
        Counted counted = new Counted(out);
        list.write(counted);
        if (counted.bytes <= MOST_BYTES) {
            LONG.remove(name);
        }
    }

    private static final class Counted extends FilterOutputStream {

        private long bytes;

        Counted(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            bytes++;
        }

        @Override
        public void write(byte[] piece, int offset, int length) throws IOException {
            out.write(piece, offset, length);
            bytes += length;
        }
    }

    /** A list that is built before it is sent. If it is too long for memory, the rest goes to a file. */
    private static final class Kept extends OutputStream {

        private final MessageDigest sha256 = sha256();
        private ByteArrayOutputStream start = new ByteArrayOutputStream();
        private SpillFile more;

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] piece, int offset, int length) throws IOException {
            if (more == null && length <= MOST_BYTES - start.size()) {
                start.write(piece, offset, length);
                sha256.update(piece, offset, length);
                return;
            }
            if (more == null) {
                more = new SpillFile();
            }
            more.write(piece, offset, length);
        }

        String digest() {
            byte[] digest = Arrays.copyOf(sha256.digest(), DIGEST_BYTES);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        }

        /** Sends the list, once. A slow reader then holds none of our memory. */
        void sendTo(OutputStream out) throws IOException {
            try (this) {
                start.writeTo(out);
                start = null;
                if (more != null) {
                    more.read(0).transferTo(out);
                }
            }
        }

        @Override
        public void close() {
            if (more != null) {
                try {
                    more.close();
                } catch (IOException e) {
                    throw new UnavailableException("The list that was kept could not be removed.", e);
                }
            }
        }
    }
}
