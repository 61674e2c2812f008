package dev.metabuilder.database.platform;

import java.io.IOException;
import java.util.function.LongConsumer;

/** A stream whose bytes are stored before the first of them is read; the reader can take over the stored bytes. */
public interface SpooledStream {

    /**
     * Reads it to its end.
     *
     * @param arrived receives the number of bytes from time to time
     * @return what they are kept in, which goes with the stream, or with the caller if nobody closes the stream
     * @throws IOException when the stream breaks off, or there is no room for it
     */
    SpillFile spool(LongConsumer arrived) throws IOException;
}
