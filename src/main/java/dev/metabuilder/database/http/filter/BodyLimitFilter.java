package dev.metabuilder.database.http.filter;

import dev.metabuilder.database.json.JsonReader;
import dev.metabuilder.database.platform.Configuration;
import jakarta.inject.Inject;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Breaks off any body that is larger than the operator lets it be. Most routes allow much less. One that is not
 * there whole is an {@link ArrivingBody}, also for the resource.
 */
@Provider
public class BodyLimitFilter implements ReaderInterceptor {

    /** The most bytes of a body with one record: white space and escapes may take as much room as what they stand for. */
    public static final long RECORD_BYTES = 2L * JsonReader.MOST_BYTES;

    @Inject
    private Configuration configuration;

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        if (context.getProperty(ArrivingBody.NAME) instanceof ArrivingBody body
                && context.getType() == InputStream.class) {
            return limit(body, configuration.mostBodyBytes());
        }
        context.setInputStream(limit(context.getInputStream(), configuration.mostBodyBytes()));
        return context.proceed();
    }

    /** Returns a stream that has no more than so many bytes, or fails. */
    public static InputStream limit(InputStream in, long bytes) {
        if (in instanceof ArrivingBody body) {
            body.atMost(bytes);
            return body;
        }
        return new Limited(in, bytes);
    }

    static ClientErrorException tooLarge(long most) {
        return new ClientErrorException(
                "The body must not have more than " + most + " bytes.", Status.REQUEST_ENTITY_TOO_LARGE);
    }

    private static final class Limited extends FilterInputStream {

        private final long most;
        private long read;

        Limited(InputStream in, long most) {
            super(in);
            this.most = most;
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
