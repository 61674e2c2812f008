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
 * Corrects what Payara does differently from HTTP in places that no servlet filter reaches. It is a Grizzly filter, directly
 * behind the one that parses requests and writes answers. Decision 36 has the reasons.
 */
public final class ProtocolFilter extends BaseFilter {

    private static final Logger LOG = Logger.getLogger(ProtocolFilter.class.getName());

    /** Payara fails at these before any filter of ours, and then sends what it has: 200, and nothing. */
    private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    /** RFC 9110, 9.3.6 and 9.3.8, and the preface of HTTP/2: RFC 9113, 3.4. */
    private static final Set<String> METHODS_REFUSED = Set.of("CONNECT", "TRACE", "PRI");

    private static final HttpStatus UNPROCESSABLE_CONTENT = HttpStatus.newHttpStatus(422, "Unprocessable Content");

    /** Whether the answer that this thread sends broke off. */
    private static final ThreadLocal<Boolean> BROKEN = new ThreadLocal<>();

    private final String mediaType;
    private final IntFunction<String> problem;

    /**
     * A filter, which is in nobody's way before it is added.
     *
     * @param mediaType the media type of a problem
     * @param problem the problem to tell of for a status, as text
     */
    public ProtocolFilter(String mediaType, IntFunction<String> problem) {
        this.mediaType = mediaType;
        this.problem = problem;
    }

    /** Puts the filter in the way of every request. */
    public void add() {
        GrizzlyChains.addBehind(HttpServerFilter.class, this);
    }

    /** Takes the filter out of the way. */
    public void remove() {
        GrizzlyChains.remove(this);
    }

    /** Says whether the body that this thread writes has broken off: what has begun to leave is then cut, not ended. */
    public static void broken(boolean broken) {
        if (broken) {
            BROKEN.set(true);
        } else {
            BROKEN.remove();
        }
    }

    /** Takes the header Upgrade for one that nobody knows: RFC 9110, 7.8, lets a server ignore it. */
    @Override
    public NextAction handleEvent(FilterChainContext context, FilterChainEvent event) {
        if (!(event instanceof HttpEvents.IncomingHttpUpgradeEvent upgrade)) {
            return context.getInvokeAction();
        }
        upgrade.getHttpHeader().getUpgradeDC().recycle();
        // Else the length of the body would not count, and nobody would know where it ends.
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
            // Nobody reads the body: the connection ends with the answer.
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
                // RFC 9112, 8: a client knows by the last chunk that is missing.
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

    /** Lets a connection end by a reset: to HTTP/1.0 an end in order is the end of the answer. */
    private static void reset(Connection<?> connection) {
        if (connection instanceof TCPNIOConnection tcp && tcp.getChannel() instanceof SocketChannel channel) {
            try {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            } catch (IOException e) {
                // It is gone already.
                LOG.log(Level.FINE, "A broken answer's connection", e);
            }
        }
    }

    private static boolean isHead(HttpResponsePacket response) {
        return response.getRequest().getMethod().getMethodString().equals("HEAD");
    }

    /** Returns what the platform answers without a body, with a problem document (RFC 9457) for one. */
    private HttpContent problem(FilterChainContext context, HttpResponsePacket response) {
        byte[] body = problem.apply(response.getStatus()).getBytes(StandardCharsets.UTF_8);
        response.setContentType(mediaType);
        response.setContentLength(body.length);
        response.setHeader("X-Content-Type-Options", "nosniff");
        Buffer buffer = Buffers.wrap(context.getMemoryManager(), body);
        return HttpContent.builder(response).content(buffer).last(true).build();
    }
}
