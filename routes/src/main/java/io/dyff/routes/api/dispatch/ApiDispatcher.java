package io.dyff.routes.api.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.api.ApiCall;
import io.dyff.routes.api.announce.ProduceFaults;
import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.http.problem.Problems;
import io.dyff.routes.http.security.Caller;
import io.dyff.routes.http.security.CallerAuthentication;
import io.dyff.routes.kind.operation.ContractFollower;
import io.dyff.routes.kind.operation.Operation;
import io.dyff.routes.kind.operation.Operations;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.HandlerMapping;

/**
 * The one way from HTTP into the routes. It takes the operation whose path was matched, refuses it when no grant names its
 * function, and hands it to the route {@code direct:<operation id>} if there is one, else to {@code direct:api-<function>}.
 * No route can be reached around it, and none can switch it off.
 */
final class ApiDispatcher implements ContractFollower {
    /** What stands before the path of every operation that a route answers. */
    static final String BASE = "/v0";

    private final CamelContext camel;
    private final ApiFront front;
    private final Set<String> paths = new HashSet<>();
    private @Nullable PlatformHttpComponent http;
    private @Nullable PlatformHttpConsumer consumer;

    ApiDispatcher(CamelContext camel, ApiFront front) {
        this.camel = camel;
        this.front = front;
    }

    /** Serves the paths of the operations; a start with an operation that no route answers is a failed start. */
    synchronized void serve(PlatformHttpComponent http, PlatformHttpConsumer consumer) {
        requireRoutes();
        this.http = http;
        this.consumer = consumer;
        serve(front.operations());
    }

    /** Operations that are new are served beside the others; a path whose operations are gone answers that nothing is there. */
    @Override
    public synchronized void follow(Operations operations) {
        serve(operations.routed());
    }

    private void serve(Collection<Operation> operations) {
        PlatformHttpComponent component = Objects.requireNonNull(http, "nothing is served yet");
        Map<String, List<Operation>> more = operations.stream()
                .filter(operation -> paths.add(operation.method() + ApiGeneration.path(operation)))
                .collect(Collectors.groupingBy(ApiGeneration::path, LinkedHashMap::new, Collectors.toList()));
        more.forEach((path, served) -> component.addHttpEndpoint(
                path, verbs(served), takesBody(served) ? Reply.JSON : null, Reply.JSON, consumer));
    }

    /** Finds each operation's way; one without is named. */
    void requireRoutes() {
        List<String> unanswered = front.begin(camel);
        if (!unanswered.isEmpty()) {
            throw new IllegalArgumentException(Operations.FILE + ": no route answers the rows " + unanswered);
        }
    }

    /** Answers the request of an exchange, whatever comes of it. */
    void process(Exchange exchange) {
        // The engine runs routes on the request's own thread, so this is the request.
        HttpServletRequest request =
                ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes()).getRequest();
        ApiGeneration routes = front.enter();
        try {
            Caller caller = CallerAuthentication.current()
                    .orElseThrow(
                            () -> Problem.unauthenticated("Not authenticated").exception());
            ApiGeneration.Target target = target(routes, request);
            caller.require(target.operation().requiredGrant());
            checkDryRun(target, request.getParameter(ApiCall.DRY_RUN));
            ApiCall.begin(exchange, request, target.operation(), target.kind(), caller);
            target.producer().process(exchange);
            finish(exchange);
        } catch (Exception e) {
            Reply.problem(exchange, Problems.of(e));
            exchange.setRouteStop(true);
        } finally {
            routes.leave();
        }
    }

    /** Who asks for a dry run must not get a real one. */
    private static void checkDryRun(ApiGeneration.Target target, @Nullable String asked) throws InterruptedException {
        if (asked == null) {
            return;
        }
        if (!target.hasDryRun()) {
            throw Problem.invalid(ApiCall.DRY_RUN, "this operation has no dry run; nothing was done")
                    .exception();
        }
        if (!asked.equals(ApiCall.DRY)) {
            throw Problem.invalid(ApiCall.DRY_RUN, "must be " + ApiCall.DRY + "; nothing was done")
                    .exception();
        }
    }

    private static void finish(Exchange exchange) {
        Exception fault = exchange.getException();
        if (fault != null) {
            exchange.setException(null);
            Reply.problem(
                    exchange,
                    ProduceFaults.problem(fault, exchange.getVariable("id", String.class))
                            .orElseGet(() -> Problems.of(fault)));
        } else if (exchange.getMessage().getBody() instanceof JsonNode body) {
            Reply.ok(exchange, body);
        } else if (ApiCall.of(exchange) instanceof ApiCall call && call.isKnown()) {
            Reply.notModified(exchange);
        }
    }

    /** By the pattern that Spring has matched, which is the path of an operation. */
    private static ApiGeneration.Target target(ApiGeneration routes, HttpServletRequest request) {
        String pattern = String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
        return routes.find(request.getMethod(), pattern)
                .orElseThrow(() -> Problem.notFound().exception());
    }

    private static String verbs(List<Operation> served) {
        return served.stream().map(Operation::method).sorted().collect(Collectors.joining(","));
    }

    private static boolean takesBody(List<Operation> served) {
        return served.stream().anyMatch(o -> o.body() != null);
    }
}
