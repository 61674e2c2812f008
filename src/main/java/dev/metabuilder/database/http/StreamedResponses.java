package dev.metabuilder.database.http;

import dev.metabuilder.database.json.JsonWriter;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Answers that are sent while they are written. */
final class StreamedResponses {

    private static final int BUFFER_BYTES = 32 * 1024;

    private StreamedResponses() {}

    /** Returns an answer in UTF-8 from a function that writes it. */
    static StreamingOutput of(Consumer<Writer> write) {
        return out -> {
            Writer writer = new Utf8Writer(new BufferedOutputStream(out, BUFFER_BYTES));
            try {
                write.accept(writer);
            } catch (RuntimeException e) {
                // The container may have wrapped the exception.
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

    /** Returns a JSON answer from a function that writes its value. */
    static StreamingOutput json(Consumer<JsonWriter> write) {
        return of(out -> {
            JsonWriter json = JsonWriter.streaming(out, JsonWriter.COMPACT);
            write.accept(json);
            json.flush();
        });
    }

    /**
     * Encodes the characters of each call at once, which is faster than the platform's writer. A call must not split a
     * surrogate pair.
     */
    private static final class Utf8Writer extends Writer {

        private final OutputStream out;

        Utf8Writer(OutputStream out) {
            this.out = out;
        }

        @Override
        public Writer append(CharSequence text) throws IOException {
            out.write(text.toString().getBytes(StandardCharsets.UTF_8));
            return this;
        }

        @Override
        public void write(char[] buffer, int offset, int length) throws IOException {
            append(new String(buffer, offset, length));
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
