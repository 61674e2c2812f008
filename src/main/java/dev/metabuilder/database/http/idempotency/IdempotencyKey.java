package dev.metabuilder.database.http.idempotency;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Identifies a call without revealing it.
 *
 * @param id a digest of the caller's identity and of the key
 * @param request a digest of method, path, parameters and body, made with the key. The key is not stored, and without it
 *     nobody can find a password in the body by trying
 * @param lock a number of 64 bits derived from the id
 */
public record IdempotencyKey(String id, String request, long lock) {

    static IdempotencyKey of(String caller, String key, HttpServletRequest request, byte[] body) {
        try {
            byte[] id = MessageDigest.getInstance("SHA-256").digest(bytes(caller.length() + ":" + caller + key));
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes(key), mac.getAlgorithm()));
            mac.update(
                    bytes(request.getMethod() + " " + request.getRequestURI() + "?" + request.getQueryString() + "\n"));
            mac.update(body);
            return new IdempotencyKey(
                    text(id), text(mac.doFinal()), ByteBuffer.wrap(id).getLong());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
