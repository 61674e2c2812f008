package dev.metabuilder.database.http.filter;

import dev.metabuilder.database.json.JsonReader;
import dev.metabuilder.database.platform.Configuration;
import jakarta.inject.Inject;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Stops a body that is larger than the operator's limit, even if only its decompressed form is. Most routes allow much less.
 * A body that has not arrived completely is an {@link ArrivingBody}, for the resource too.
 */
@Provider
public class BodyLimitFilter implements ReaderInterceptor {

    /** The maximum size of a body with one record, in bytes: white space and escapes may double the size of the record. */
    public static final long RECORD_BYTES = 2L * JsonReader.MOST_BYTES;

    @Inject
    private Configuration configuration;

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        InputStream body = context.getInputStream();
        boolean stands = false;
        if (context.getProperty(ArrivingBody.NAME) instanceof ArrivingBody arriving
                && context.getType() == InputStream.class) {
            body = arriving;
            stands = true;
        }
        List<String> codings = context.getHeaders().getOrDefault(HttpHeaders.CONTENT_ENCODING, List.of());
        if (ContentCodings.isGzip(ContentCodings.named(codings))) {
            body = new GzipRequestBody(body);
        }
        body = limit(body, configuration.mostBodyBytes());
        if (stands) {
            return body;
        }
        context.setInputStream(body);
        return context.proceed();
    }

    /** A stream with a limit of its own. */
    interface Limited {

        /** Makes the stream fail with 413 if it has more bytes. */
        void atMost(long bytes);
    }

    /** Returns a stream that fails with 413 if it has more bytes. */
    public static InputStream limit(InputStream in, long bytes) {
        if (in instanceof Limited body) {
            body.atMost(bytes);
            return in;
        }
        return new Counted(in, bytes);
    }

    static ClientErrorException tooLarge(long most) {
        return new ClientErrorException(
                "The body must not have more than " + most + " bytes.", Status.REQUEST_ENTITY_TOO_LARGE);
    }

    private static final class Counted extends FilterInputStream implements Limited {

        private long most;
        private long read;

        Counted(InputStream in, long most) {
            super(in);
            this.most = most;
        }

        @Override
        public void atMost(long bytes) {
            most = Math.min(most, bytes);
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            count(b < 0 ? 0 : 1);
            return b;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            count(Math.max(0, count));
            return count;
        }

        private void count(int bytes) {
            read += bytes;
            if (read > most) {
                throw tooLarge(most);
            }
        }
    }
}
