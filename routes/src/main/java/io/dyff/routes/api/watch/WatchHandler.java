package io.dyff.routes.api.watch;

import io.dyff.routes.api.ApiSettings;
import io.dyff.routes.api.EntityWriter;
import io.dyff.routes.api.audience.Audiences;
import io.dyff.routes.api.read.query.QueryRequest;
import io.dyff.routes.api.read.query.Warnings;
import io.dyff.routes.api.result.WorkProgress;
import io.dyff.routes.http.EdgeFilter;
import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.http.security.BearerLife;
import io.dyff.routes.http.security.Caller;
import io.dyff.routes.http.security.CallerAuthentication;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.operation.Operation;
import io.dyff.routes.state.EntityVersion;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.HttpRequestHandler;

/**
 * Answers a GET of an entity or of a list as a stream of server-sent events, on the request's own virtual thread. A plain
 * handler: it asks the same gate as the dispatcher, by the operation's grant, and looks again each second whether the token
 * still counts.
 */
final class WatchHandler implements HttpRequestHandler {
    private static final Logger LOG = LoggerFactory.getLogger(WatchHandler.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private final Operation operation;
    private final Kind kind;
    private final boolean tellsProgress;
    private final Parts parts;

    /** What all handlers share. */
    record Parts(
            ApiSettings api,
            WatchSettings settings,
            StateChanges changes,
            StreamPermits permits,
            VersionRows rows,
            EntityWriter writer,
            Audiences audiences,
            BearerLife bearers,
            WorkProgress progress) {}

    /** @param tellsProgress whether programs say how far the work of such entities is */
    WatchHandler(Operation operation, Kind kind, boolean tellsProgress, Parts parts) {
        this.operation = operation;
        this.kind = kind;
        this.tellsProgress = tellsProgress;
        this.parts = parts;
    }

    /** The ids of a path that is the operation's. */
    Optional<Map<String, String>> ids(String path) {
        return path.startsWith(operation.base())
                ? operation.path().match(path.substring(operation.base().length()))
                : Optional.empty();
    }

    @Override
    public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Caller caller = CallerAuthentication.current()
                .orElseThrow(() -> Problem.unauthenticated("Not authenticated").exception());
        caller.require(operation.requiredGrant());
        WatchStream stream = stream(request, response, caller);
        Backlog backlog = new Backlog(stream::concerns, parts.settings().backlog());
        try (StreamPermits.Permit permit = parts.permits().take(caller.tokenId())) {
            stream.prepare(Cursor.after(parts.changes().listen(backlog)), response);
            answer(stream, backlog, request, response);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            parts.changes().leave(backlog);
        }
    }

    private WatchStream stream(HttpServletRequest request, HttpServletResponse response, Caller caller) {
        Watched watched =
                new Watched(kind, operation.requiredGrant(), caller, parts.rows(), parts.writer(), parts.audiences());
        String lastEventId = request.getHeader("Last-Event-ID");
        Map<String, String> ids = ids(request.getRequestURI())
                .orElseThrow(() -> Problem.notFound().exception());
        if (!operation.requiredGrant().isQuery()) {
            String id = ids.values().iterator().next();
            return new EntityStream(
                    watched, id, () -> tellsProgress ? parts.progress().said(kind, id) : Optional.empty(), lastEventId);
        }
        QueryRequest query = QueryRequest.of(kind, request.getParameterMap().keySet(), request::getParameter);
        long limit = query.rows(parts.api().queryLimit(), parts.api().queryLimitMax());
        Warnings.header(query.warnings()).ifPresent(text -> response.setHeader(Warnings.HEADER, text));
        return new QueryStream(watched, query, limit, lastEventId);
    }

    private void answer(WatchStream stream, Backlog backlog, HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException {
        if (stream.isOver()) {
            // The one answer after which a client does not connect again.
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            return;
        }
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        if (EdgeFilter.isHead(request)) {
            return;
        }
        EventWriter events = new EventWriter(response.getOutputStream());
        try {
            events.retry(parts.settings().retry());
            stream.open(events);
            follow(stream, backlog, events, parts.bearers().of(request));
        } catch (IOException e) {
            LOG.debug("the reader of {} is gone", operation.id(), e);
        }
    }

    private void follow(WatchStream stream, Backlog backlog, EventWriter events, BooleanSupplier counts)
            throws IOException, InterruptedException {
        while (!stream.isOver() && !backlog.isLost()) {
            for (EntityVersion change : backlog.take(LOOK)) {
                if (!stream.isOver()) {
                    stream.write(change, events);
                }
            }
            if (!counts.getAsBoolean()) {
                return;
            }
            stream.look(events);
            events.heartbeat(parts.settings().heartbeat());
        }
    }
}
