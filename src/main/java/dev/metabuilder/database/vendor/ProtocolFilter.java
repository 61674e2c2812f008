package dev.metabuilder.database.vendor;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.FilterChainEvent;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpEvents;
import org.glassfish.grizzly.http.HttpPacket;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.HttpResponsePacket;
import org.glassfish.grizzly.http.HttpServerFilter;
import org.glassfish.grizzly.http.util.HttpStatus;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.nio.transport.TCPNIOConnection;

/**
 * Corrects Payara's deviations from HTTP that no servlet filter can reach. It is a Grizzly filter, directly behind the one
 * that parses requests and writes answers. Decision 36 has the reasons.
 */
public final class ProtocolFilter extends BaseFilter {

    private static final Logger LOG = Logger.getLogger(ProtocolFilter.class.getName());

    /** Payara fails at these before our servlet filters, and then answers 200 with an empty body. */
    private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    /** RFC 9110, 9.3.6 and 9.3.8, and the preface of HTTP/2: RFC 9113, 3.4. */
    private static final Set<String> METHODS_REFUSED = Set.of("CONNECT", "TRACE", "PRI");

    private static final HttpStatus UNPROCESSABLE_CONTENT = HttpStatus.newHttpStatus(422, "Unprocessable Content");

    /** Whether the answer that this thread sends has broken off. */
    private static final ThreadLocal<Boolean> BROKEN = new ThreadLocal<>();

    private final String mediaType;
    private final IntFunction<String> problem;

    /**
     * Makes a filter, which has no effect before {@link #add}.
     *
     * @param mediaType the media type of a problem document
     * @param problem makes the problem document for a status, as text
     */
    public ProtocolFilter(String mediaType, IntFunction<String> problem) {
        this.mediaType = mediaType;
        this.problem = problem;
    }

    /** Adds the filter, so that every request passes through it. */
    public void add() {
        GrizzlyChains.addBehind(HttpServerFilter.class, this);
    }

    /** Removes the filter. */
    public void remove() {
        GrizzlyChains.remove(this);
    }

    /**
     * Sets whether the body that this thread writes has broken off. The filter then cuts the connection, and does not end
     * the body.
     */
    public static void broken(boolean broken) {
        if (broken) {
            BROKEN.set(true);
        } else {
            BROKEN.remove();
        }
    }

    /** Ignores the header Upgrade, as RFC 9110, 7.8, allows. */
    @Override
    public NextAction handleEvent(FilterChainContext context, FilterChainEvent event) {
        if (!(event instanceof HttpEvents.IncomingHttpUpgradeEvent upgrade)) {
            return context.getInvokeAction();
        }
        upgrade.getHttpHeader().getUpgradeDC().recycle();
        // Otherwise the length of the body would not count, and nobody would know where the body ends.
        upgrade.getHttpHeader().setIgnoreContentModifiers(false);
        return context.getStopAction();
    }

    @Override
    public NextAction handleRead(FilterChainContext context) {
        broken(false);
        if (!(context.getMessage() instanceof HttpContent content)
                || !(content.getHttpHeader() instanceof HttpRequestPacket request)) {
            return context.getInvokeAction();
        }
        HttpResponsePacket response = request.getResponse();
        if (METHODS_REFUSED.contains(request.getMethod().getMethodString())) {
            response.setStatus(HttpStatus.METHOD_NOT_ALLOWED_405);
        } else if (BAD_ESCAPE.matcher(request.getRequestURI()).find()) {
            response.setStatus(HttpStatus.BAD_REQUEST_400);
        } else {
            return context.getInvokeAction();
        }
        if (!response.isCommitted()) {
            // The body will not be read, so the connection must end after the answer.
            request.getProcessingState().setError(true);
            context.write(problem(context, response));
            context.notifyDownstream(HttpServerFilter.RESPONSE_COMPLETE_EVENT);
        }
        return context.getStopAction();
    }

    @Override
    public NextAction handleWrite(FilterChainContext context) {
        if (!(context.getMessage() instanceof HttpPacket packet)
                || !(packet.getHttpHeader() instanceof HttpResponsePacket response)) {
            return context.getInvokeAction();
        }
        if (response.isCommitted()) {
            if (BROKEN.get() != null && packet instanceof HttpContent content && content.isLast()) {
                // RFC 9112, 8: the missing last chunk tells the client that the answer is incomplete.
                if (!response.isChunked()) {
                    reset(context.getConnection());
                }
                context.getConnection().terminateSilently();
                return context.getStopAction();
            }
        } else {
            if (response.getStatus() == UNPROCESSABLE_CONTENT.getStatusCode()) {
                response.setStatus(UNPROCESSABLE_CONTENT);
            }
            boolean empty = packet instanceof HttpContent content
                    && content.isLast()
                    && !content.getContent().hasRemaining();
            if (empty && response.getStatus() >= 400 && response.getContentType() == null && !isHead(response)) {
                context.setMessage(problem(context, response));
            }
        }
        return context.getInvokeAction();
    }

    /** Ends a connection by a reset: in HTTP/1.0 an orderly end would mean that the answer is complete. */
    private static void reset(Connection<?> connection) {
        if (connection instanceof TCPNIOConnection tcp && tcp.getChannel() instanceof SocketChannel channel) {
            try {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            } catch (IOException e) {
                // The connection has ended already.
                LOG.log(Level.FINE, "A broken answer's connection", e);
            }
        }
    }

    private static boolean isHead(HttpResponsePacket response) {
        return response.getRequest().getMethod().getMethodString().equals("HEAD");
    }

    /** Adds a problem document (RFC 9457) to an answer of the platform that has no body. */
    private HttpContent problem(FilterChainContext context, HttpResponsePacket response) {
        byte[] body = problem.apply(response.getStatus()).getBytes(StandardCharsets.UTF_8);
        response.setContentType(mediaType);
        response.setContentLength(body.length);
        response.setHeader("X-Content-Type-Options", "nosniff");
        Buffer buffer = Buffers.wrap(context.getMemoryManager(), body);
        return HttpContent.builder(response).content(buffer).last(true).build();
    }
}
