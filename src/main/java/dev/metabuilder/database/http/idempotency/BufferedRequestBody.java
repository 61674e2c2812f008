package dev.metabuilder.database.http.idempotency;

import dev.metabuilder.database.errors.UnavailableException;
import dev.metabuilder.database.http.filter.BodyLimitFilter;
import dev.metabuilder.database.platform.SpillFile;
import jakarta.interceptor.InvocationContext;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The body of a call, which it reads to its end and stores, so that the digest is known before the call is carried out. */
final class BufferedRequestBody implements AutoCloseable {

    private final byte[] digest;
    private final SpillFile kept;

    private BufferedRequestBody(byte[] digest, SpillFile kept) {
        this.digest = digest;
        this.kept = kept;
    }

    /**
     * Reads the body, and gives the call the stored body in its place.
     *
     * @param mostBytes the maximum number of bytes
     * @throws jakarta.ws.rs.ClientErrorException with 413, if it has more
     * @throws UnavailableException if it breaks off, or there is no room for it
     */
    static BufferedRequestBody of(InvocationContext call, long mostBytes) {
        Object[] parameters = call.getParameters();
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (int i = 0; i < parameters.length; i++) {
                if (parameters[i] instanceof InputStream body) {
                    InputStream limited = BodyLimitFilter.limit(body, mostBytes);
                    BufferedRequestBody read = read(new DigestInputStream(limited, sha256), sha256);
                    parameters[i] = read.kept.read(0);
                    call.setParameters(parameters);
                    return read;
                }
            }
            return new BufferedRequestBody(sha256.digest(), new SpillFile());
        } catch (IOException e) {
            throw new UnavailableException("The input broke off, or there was no room to keep it.", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BufferedRequestBody read(InputStream body, MessageDigest sha256) throws IOException {
        SpillFile kept = new SpillFile();
        try {
            body.transferTo(kept);
            return new BufferedRequestBody(sha256.digest(), kept);
        } catch (IOException | RuntimeException e) {
            kept.close();
            throw e;
        }
    }

    /** Returns its SHA-256. */
    byte[] digest() {
        return digest;
    }

    @Override
    public void close() {
        try {
            kept.close();
        } catch (IOException e) {
            throw new UnavailableException("The input that was kept could not be removed.", e);
        }
    }
}
