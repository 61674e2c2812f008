package dev.metabuilder.database.platform;

import java.io.IOException;
import java.util.function.LongConsumer;

/** A stream whose bytes are stored before the first of them is read; the reader can take over the stored bytes. */
public interface SpooledStream {

    /**
     * Reads the stream to its end.
     *
     * @param arrived receives the number of bytes from time to time
     * @return the stored bytes; closing the stream removes them; if nobody closes the stream, the caller must close them
     * @throws IOException if the stream breaks off, or there is no room for it
     */
    SpillFile spool(LongConsumer arrived) throws IOException;
}
