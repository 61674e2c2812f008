package dev.metabuilder.database.http;

import dev.metabuilder.database.model.UnavailableException;
import jakarta.interceptor.InvocationContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The body of a call, read to its end into a temporary file, so that it is known before the call is carried out. */
final class RetryBody implements AutoCloseable {

    private final byte[] digest;
    private final Path file;
    private final InputStream stream;

    private RetryBody(byte[] digest, Path file, InputStream stream) {
        this.digest = digest;
        this.file = file;
        this.stream = stream;
    }

    /**
     * Reads the body, and gives the call the file in its place.
     *
     * @throws UnavailableException when it breaks off, or there is no room for it
     */
    static RetryBody of(InvocationContext call) {
        Object[] parameters = call.getParameters();
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (int i = 0; i < parameters.length; i++) {
                if (parameters[i] instanceof InputStream body) {
                    RetryBody read = read(new DigestInputStream(body, sha256), sha256);
                    parameters[i] = read.stream;
                    call.setParameters(parameters);
                    return read;
                }
            }
            return new RetryBody(sha256.digest(), null, null);
        } catch (IOException e) {
            throw new UnavailableException("The input broke off, or there was no room to keep it.", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RetryBody read(InputStream body, MessageDigest sha256) throws IOException {
        Path file = Files.createTempFile("metabuilder-", ".body");
        try {
            Files.copy(body, file, StandardCopyOption.REPLACE_EXISTING);
            return new RetryBody(sha256.digest(), file, Files.newInputStream(file));
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /** Returns its SHA-256. */
    byte[] digest() {
        return digest;
    }

    @Override
    public void close() {
        if (file != null) {
            try {
                stream.close();
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new UnavailableException("The input that was kept could not be removed.", e);
            }
        }
    }
}
