package dev.metabuilder.database.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * Identifies one state of a record by the number of its changes and a digest of its JSON. The digest distinguishes the
 * record from one that was deleted and added again under the same key; the number reveals a change that was undone.
 */
public final class RecordVersion {

    private static final int DIGEST_BYTES = 16;

    private RecordVersion() {}

    /** Returns the tag of a record's present state: letters, digits, {@code -} and {@code _}. */
    public static String of(BaseEntity record) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(Model.json(record).getBytes(StandardCharsets.UTF_8));
            return record.changes() + "-"
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, DIGEST_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
