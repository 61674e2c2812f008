package dev.metabuilder.database.security;

import dev.metabuilder.database.platform.Configuration;
import dev.metabuilder.database.platform.SecretFile;
import dev.metabuilder.database.storage.Storage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/** The token of MetaBuilder's own server, which may make every call. */
@ApplicationScoped
public class ServiceToken {

    private static final int LEAST_CHARACTERS = 32;
    private static final int RANDOM_BYTES = 32;

    @Inject
    private Configuration configuration;

    @Inject
    private Storage storage;

    private volatile byte[] token;

    /**
     * Reads the token from the configuration, or on SQLite from the data directory, where the first start creates it.
     *
     * @throws IllegalStateException if there is none, with a message for the operator
     */
    public void prepare() {
        String text = configuration.serviceToken().orElseGet(this::kept).strip();
        if (text.length() < LEAST_CHARACTERS) {
            throw new IllegalStateException(
                    "METABUILDER_SERVICE_TOKEN must have at least " + LEAST_CHARACTERS + " characters.");
        }
        token = text.getBytes(StandardCharsets.UTF_8);
    }

    private String kept() {
        if (!storage.dialect().isEmbedded()) {
            throw new IllegalStateException("METABUILDER_SERVICE_TOKEN must be set: a secret of at least "
                    + LEAST_CHARACTERS + " characters, with which MetaBuilder's server calls this one.");
        }
        Path file = configuration.dataDirectory().resolve("service-token");
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The service token in " + file.toAbsolutePath() + " can't be read or written.", e);
        }
    }

    private static void make(Path file) throws IOException {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        try {
            SecretFile.write(file, Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n");
        } catch (FileAlreadyExistsException e) {
            // Another server with the same directory was faster: use its token.
        }
    }

    /** Returns whether this is the token, in a time that reveals nothing about the token. */
    public boolean matches(String given) {
        return token != null && MessageDigest.isEqual(token, given.getBytes(StandardCharsets.UTF_8));
    }
}
