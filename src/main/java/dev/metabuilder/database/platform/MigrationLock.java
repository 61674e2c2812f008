package dev.metabuilder.database.platform;

import java.sql.SQLException;
import java.util.function.Consumer;

/** The lock for migrations, which only one server has at a time. It ends with its process, whatever ends the process. */
public abstract class MigrationLock implements AutoCloseable {

    /** After this time a waiting server sends a message. */
    public static final long TELL_AFTER_MILLIS = 3_000;

    static void tell(Consumer<String> say, String holder) {
        say.accept("Waits: another server or command is updating the schema (" + holder + ").");
    }

    /** Returns whether no other server can have the lock. */
    public abstract boolean isExclusive();

    @Override
    public abstract void close() throws SQLException;
}
