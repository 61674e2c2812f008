package dev.metabuilder.database.security;

import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Parses {@code Authorization: Basic} (RFC 7617): a name and a password in UTF-8. */
final class BasicCredentials {

    private BasicCredentials() {}

    /** Returns the name and the password, or null if the text has another form. */
    static UsernamePasswordCredential read(String base64) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getDecoder().decode(base64)))
                    .toString();
            int colon = text.indexOf(':');
            return colon < 0
                    ? null
                    : new UsernamePasswordCredential(text.substring(0, colon), text.substring(colon + 1));
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return null;
        }
    }
}
