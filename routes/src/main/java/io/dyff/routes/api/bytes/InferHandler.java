package io.dyff.routes.api.bytes;

import io.dyff.routes.http.ContractPaths;
import io.dyff.routes.http.EdgeFilter;
import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.http.security.Caller;
import io.dyff.routes.http.security.CallerAuthentication;
import io.dyff.routes.kind.Statuses;
import io.dyff.routes.kind.operation.Operation;
import io.dyff.routes.kind.operation.PathTemplate;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.HttpRequestHandler;

/**
 * Passes inference requests to a session and its answers back, both as streams. The model's container is not trusted: it
 * gets an allow-list of headers, never the caller's credentials. Only a grant on the session itself counts, as session
 * tokens carry it; grants on its account do not.
 */
final class InferHandler implements HttpRequestHandler {
    private static final Logger LOG = LoggerFactory.getLogger(InferHandler.class);
    private static final List<String> FORWARDED = List.of(
            "Content-Type",
            "Content-Encoding",
            "Accept",
            "Accept-Encoding",
            "Accept-Language",
            "User-Agent",
            "traceparent",
            "tracestate");
    /** Hop-by-hop headers, those that the container sets itself, and what a model must not do to a client. */
    private static final Set<String> KEPT_BACK = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "content-length",
            "set-cookie",
            "www-authenticate",
            "server",
            "date",
            "x-request-id",
            "x-content-type-options");

    private final Operation operation;
    private final SessionClient sessions;
    private final EntityStatus statuses;

    InferHandler(Operation operation, SessionClient sessions, EntityStatus statuses) {
        this.operation = operation;
        this.sessions = sessions;
        this.statuses = statuses;
    }

    @Override
    public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
        PathTemplate.Divided path = ContractPaths.divide(operation, request.getRequestURI())
                .orElseThrow(() -> Problem.notFound().exception());
        if (!request.getMethod().equals(operation.method())) {
            throw Problem.of(405, request.getMethod() + " is not offered").exception();
        }
        String session = session(path.head());
        authorize(session);
        String query = request.getQueryString();
        String target = path.tail() + (query == null ? "" : "?" + query);
        HttpRequest forwarded = forwarded(request, session, target);
        try {
            answer(reached(forwarded, session), response);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.of(503, "the service is stopping").exception();
        }
    }

    private String session(String head) {
        return operation
                .path()
                .match(head.substring(operation.base().length()))
                .flatMap(ids -> ids.values().stream().findFirst())
                .orElseThrow(() -> Problem.notFound().exception());
    }

    private HttpResponse<InputStream> reached(HttpRequest forwarded, String session) throws InterruptedException {
        try {
            return sessions.send(forwarded);
        } catch (IOException e) {
            LOG.info("session {} not reached: {}", session, e.toString());
            throw Problem.of(502, "the session " + session + " does not answer").exception();
        }
    }

    private void authorize(String session) {
        Caller caller = CallerAuthentication.current()
                .orElseThrow(() -> Problem.unauthenticated("Not authenticated").exception());
        Operation.Grant grant = operation.requiredGrant();
        if (!caller.mayById(grant.resource(), grant.function(), session)) {
            throw Problem.forbidden("the token grants no " + grant.function() + " on the session " + session)
                    .exception();
        }
        String status = statuses.of(operation.requiredKind(), session)
                .orElseThrow(() -> Problem.notFound().exception());
        if (Statuses.isTerminal(status)) {
            throw Problem.of(409, "the session " + session + " is " + status).exception();
        }
    }

    private HttpRequest forwarded(HttpServletRequest request, String session, String target) throws IOException {
        HttpRequest.Builder builder;
        try {
            builder = HttpRequest.newBuilder(sessions.uri(session, target));
        } catch (IllegalArgumentException e) {
            throw Problem.of(400, "the endpoint is no valid path").exception();
        }
        for (String name : FORWARDED) {
            String value = request.getHeader(name);
            if (value != null) {
                forward(builder, name, value);
            }
        }
        String requestId = org.slf4j.MDC.get("requestId");
        if (requestId != null) {
            builder.header(EdgeFilter.REQUEST_ID, requestId);
        }
        return builder.POST(body(request)).build();
    }

    private static void forward(HttpRequest.Builder builder, String name, String value) {
        try {
            builder.header(name, value);
        } catch (IllegalArgumentException e) {
            throw Problem.of(400, "the header " + name + " cannot be passed on").exception();
        }
    }

    private static BodyPublisher body(HttpServletRequest request) throws IOException {
        long length = request.getContentLengthLong();
        if (length == 0) {
            return BodyPublishers.noBody();
        }
        InputStream in = request.getInputStream();
        BodyPublisher stream = BodyPublishers.ofInputStream(() -> in);
        return length < 0 ? stream : BodyPublishers.fromPublisher(stream, length);
    }

    private static void answer(HttpResponse<InputStream> upstream, HttpServletResponse response) throws IOException {
        response.setStatus(upstream.statusCode());
        upstream.headers().map().forEach((name, values) -> {
            if (!KEPT_BACK.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> response.addHeader(name, value));
            }
        });
        upstream.headers().firstValueAsLong("content-length").ifPresent(response::setContentLengthLong);
        // The caller sees the head when it is there, and so a broken connection when the rest does not come.
        response.flushBuffer();
        try (InputStream in = upstream.body()) {
            Relay.copy(in, response.getOutputStream(), Problem.of(502, "the session broke off its answer"));
        }
    }
}
