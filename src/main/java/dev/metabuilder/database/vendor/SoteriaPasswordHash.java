package dev.metabuilder.database.vendor;

import jakarta.security.enterprise.identitystore.Pbkdf2PasswordHash;
import java.lang.reflect.Constructor;

/** Makes Jakarta Security's password hash in a process without a server: the same implementation as the container's. */
public final class SoteriaPasswordHash {

    private SoteriaPasswordHash() {}

    /** Makes one, which must still be initialized. */
    public static Pbkdf2PasswordHash create() {
        try {
            return (Pbkdf2PasswordHash)
                    constructor(SoteriaPasswordHash.class.getClassLoader()).newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This version of Payara implements it otherwise.", e);
        }
    }

    static Constructor<?> constructor(ClassLoader classes) throws ReflectiveOperationException {
        return classes.loadClass("org.glassfish.soteria.identitystores.hash.Pbkdf2PasswordHashImpl")
                .getConstructor();
    }
}
