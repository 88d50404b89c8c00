package io.dyff.routes.api.bytes;

import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.http.security.Caller;
import io.dyff.routes.http.security.CallerAuthentication;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.operation.Operation;
import io.dyff.routes.logs.KeptLogs;
import io.dyff.routes.logs.LogFeed;
import io.dyff.routes.logs.LogLine;
import io.dyff.routes.logs.WorkflowPods;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Extension;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.springframework.web.HttpRequestHandler;

/** Opens streams of logs: every refusal is an answer of HTTP, before the protocol changes. */
final class LogStreamHandler implements HttpRequestHandler {
    /** Lines that wait for the reader; the next one keeps its pod waiting. */
    private static final int WAITING_LINES = 64;

    private final Operation operation;
    private final Kind kind;
    private final EntityStatus statuses;
    private final WorkflowPods pods;
    private final KeptLogs kept;
    private final LogStreams streams;

    LogStreamHandler(
            Operation operation,
            Kind kind,
            EntityStatus statuses,
            WorkflowPods pods,
            KeptLogs kept,
            LogStreams streams) {
        this.operation = operation;
        this.kind = kind;
        this.statuses = statuses;
        this.pods = pods;
        this.kept = kept;
        this.streams = streams;
    }

    @Override
    public void handleRequest(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        if (!request.getMethod().equals(operation.method())) {
            throw Problem.of(405, request.getMethod() + " is not offered").exception();
        }
        CallerAuthentication caller = CallerAuthentication.ofRequest()
                .orElseThrow(() -> Problem.unauthenticated("Not authenticated").exception());
        String id = authorized(caller.caller(), request.getRequestURI());
        if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            throw Problem.of(426, "this is a WebSocket: the request must ask for the upgrade")
                    .with("Upgrade", "websocket")
                    .with("Connection", "Upgrade")
                    .exception();
        }
        streams.requirePlace(caller.caller().tokenId());
        upgrade(request, response, stream(caller, id));
    }

    private String authorized(Caller caller, String uri) {
        Operation.Grant grant = operation.requiredGrant();
        caller.require(grant);
        String id = operation
                .path()
                .match(uri.substring(operation.base().length()))
                .flatMap(ids -> ids.values().stream().findFirst())
                .filter(operation.idForm("id")::fits)
                .orElseThrow(() -> Problem.notFound().exception());
        EntityStatus.Standing standing = statuses.standing(operation.requiredKind(), id)
                .orElseThrow(() -> Problem.notFound().exception());
        caller.authorize(grant.resource(), grant.function(), standing.account(), id);
        return id;
    }

    private LogStream stream(CallerAuthentication caller, String id) {
        BlockingQueue<LogLine> lines = new ArrayBlockingQueue<>(WAITING_LINES);
        LogFeed feed = new LogFeed(pods, kept, kind, id, lines);
        return new LogStream(caller, streams, feed, lines, () -> statuses.of(kind.name(), id));
    }

    private void upgrade(HttpServletRequest request, HttpServletResponse response, LogStream stream)
            throws IOException, ServletException {
        ServerContainer container =
                (ServerContainer) request.getServletContext().getAttribute(ServerContainer.class.getName());
        ServerEndpointConfig config = ServerEndpointConfig.Builder.create(
                        LogStream.class, operation.path().head())
                .configurator(new Only(stream))
                .build();
        try {
            container.upgradeHttpToWebSocket(request, response, config, Map.of());
        } catch (DeploymentException e) {
            throw new ServletException(e);
        }
    }

    /** Gives this one stream, and no extension: compression would take memory for each. */
    private static final class Only extends ServerEndpointConfig.Configurator {
        private final LogStream stream;

        Only(LogStream stream) {
            this.stream = stream;
        }

        @Override
        public <T> T getEndpointInstance(Class<T> type) {
            return type.cast(stream);
        }

        @Override
        public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
            return List.of();
        }
    }
}
