package dev.metabuilder.database.transfer;

import dev.metabuilder.database.model.JsonReader;
import dev.metabuilder.database.model.UnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Supplier;

/** A JSON text that can be read more than once. */
public final class Source implements AutoCloseable {

    private final Supplier<JsonReader> open;
    private final Path temporary;

    private Source(Supplier<JsonReader> open, Path temporary) {
        this.open = open;
        this.temporary = temporary;
    }

    /** A text in memory. */
    public static Source of(String text) {
        return new Source(() -> new JsonReader(new StringReader(text)), null);
    }

    /**
     * A stream of UTF-8, which is read to its end into a temporary file, readable by its owner alone. What takes long to
     * arrive then holds no lock, and what breaks off changes nothing.
     *
     * @throws UnavailableException when the stream breaks off, or there is no room for it
     */
    public static Source spool(InputStream bytes) {
        try {
            Path file = Files.createTempFile("metabuilder-", ".json");
            Source source = new Source(() -> open(file), file);
            try {
                Files.copy(bytes, file, StandardCopyOption.REPLACE_EXISTING);
                return source;
            } catch (IOException | RuntimeException e) {
                source.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UnavailableException("The input broke off, or there was no room to keep it.", e);
        }
    }

    private static JsonReader open(Path file) {
        try {
            return JsonReader.utf8(Files.newInputStream(file));
        } catch (IOException e) {
            throw new UnavailableException("The input that was kept could not be read.", e);
        }
    }

    /** Returns a reader at the beginning of the text. */
    JsonReader open() {
        return open.get();
    }

    /** Lets go of the text. */
    @Override
    public void close() {
        if (temporary != null) {
            try {
                Files.deleteIfExists(temporary);
            } catch (IOException e) {
                throw new UnavailableException("The input that was kept could not be removed.", e);
            }
        }
    }
}
