package dev.metabuilder.database.http;

import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Answers that leave as they are written. */
final class Streams {

    private static final int BUFFER_CHARACTERS = 32 * 1024;

    private Streams() {}

    /** An answer in UTF-8 that something writes. */
    static StreamingOutput of(Consumer<Writer> write) {
        return out -> {
            Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), BUFFER_CHARACTERS);
            try {
                write.accept(writer);
            } catch (RuntimeException e) {
                // The container may have wrapped it.
                for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                    if (cause instanceof IOException) {
                        throw new IOException("The caller went away.", e);
                    }
                }
                throw e;
            }
            writer.flush();
        };
    }
}
