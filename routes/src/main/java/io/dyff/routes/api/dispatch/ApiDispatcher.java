package io.dyff.routes.api.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.api.ApiCall;
import io.dyff.routes.api.announce.ProduceFaults;
import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.http.problem.Problems;
import io.dyff.routes.http.security.Caller;
import io.dyff.routes.http.security.CallerAuthentication;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.kind.operation.Operation;
import io.dyff.routes.kind.operation.Operations;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.PathItem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.direct.DirectEndpoint;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumerAware;
import org.apache.camel.component.rest.openapi.RestOpenapiProcessorStrategy;
import org.apache.camel.support.processor.RestBindingAdvice;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * The one way from HTTP into the routes. It receives the operation that the contract matched, refuses it when no grant
 * names its function, and hands it to the route {@code direct:<operation id>} if there is one, else to
 * {@code direct:api-<function>}. No route can be reached around it, and none can switch it off.
 */
final class ApiDispatcher implements RestOpenapiProcessorStrategy {
    private static final String GENERIC = "direct:api-";
    private final Map<String, Target> targets = new ConcurrentHashMap<>();
    private final Operations operations;
    private final Kinds kinds;
    private final CamelContext camel;

    ApiDispatcher(CamelContext camel, Operations operations, Kinds kinds) {
        this.camel = camel;
        this.operations = operations;
        this.kinds = kinds;
    }

    /** Serves the document's paths; a start with an operation that no route answers is a failed start. */
    @Override
    public void validateOpenApi(OpenAPI api, String basePath, PlatformHttpConsumerAware http) {
        Set<String> routes = camel.getRoutes().stream()
                .map(r -> r.getEndpoint().getEndpointBaseUri().replace("://", ":"))
                .collect(Collectors.toSet());
        List<String> unanswered = new ArrayList<>();
        for (PathItem path : api.getPaths().values()) {
            for (var operation : path.readOperations()) {
                Target target = target(operation.getOperationId());
                Set<String> wanted = target.routes();
                if (Collections.disjoint(routes, wanted)) {
                    unanswered.add(target.operation.id() + " (" + String.join(" or ", wanted) + ")");
                }
            }
        }
        if (!unanswered.isEmpty()) {
            throw new IllegalArgumentException(Operations.FILE + ": no route answers the rows " + unanswered);
        }
        PlatformHttpComponent component = camel.getComponent("platform-http", PlatformHttpComponent.class);
        api.getPaths()
                .forEach((path, item) -> component.addHttpEndpoint(
                        (basePath + path).replaceFirst("/$", ""),
                        verbs(item),
                        takesBody(item) ? Reply.JSON : null,
                        Reply.JSON,
                        http.getPlatformHttpConsumer()));
    }

    @Override
    public boolean process(
            OpenAPI api,
            io.swagger.v3.oas.models.Operation matched,
            String verb,
            String path,
            RestBindingAdvice binding,
            Exchange exchange,
            AsyncCallback done) {
        Caller caller = CallerAuthentication.current().orElse(null);
        Target target = target(matched.getOperationId());
        if (caller == null) {
            return answer(exchange, Problem.unauthenticated("Not authenticated"), done);
        }
        try {
            caller.require(target.operation.requiredGrant());
            // The engine runs routes on the request's own thread, so this is the request.
            ServletRequestAttributes current =
                    (ServletRequestAttributes) RequestContextHolder.currentRequestAttributes();
            ApiCall.begin(exchange, current.getRequest(), target.operation, target.kind, caller);
            AsyncProducer producer = target.own.getConsumer() != null ? target.ownProducer : target.genericProducer;
            return producer.process(exchange, sync -> finish(exchange, done, sync));
        } catch (Exception e) {
            return answer(exchange, Problems.of(e), done);
        }
    }

    private static void finish(Exchange exchange, AsyncCallback done, boolean sync) {
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
        done.done(sync);
    }

    private static boolean answer(Exchange exchange, Problem problem, AsyncCallback done) {
        Reply.problem(exchange, problem);
        exchange.setRouteStop(true);
        done.done(true);
        return true;
    }

    private Target target(String operationId) {
        return targets.computeIfAbsent(operationId, this::resolve);
    }

    private Target resolve(String operationId) {
        Operation operation = operations.get(operationId);
        DirectEndpoint own = camel.getEndpoint("direct:" + operationId + "?block=false", DirectEndpoint.class);
        DirectEndpoint generic =
                camel.getEndpoint(GENERIC + operation.function() + "?block=true&timeout=3000", DirectEndpoint.class);
        try {
            AsyncProducer ownProducer = own.createAsyncProducer();
            AsyncProducer genericProducer = generic.createAsyncProducer();
            ownProducer.start();
            genericProducer.start();
            Kind kind = operation.kind() == null ? null : kinds.get(operation.kind());
            return new Target(operation, kind, own, ownProducer, genericProducer);
        } catch (Exception e) {
            throw new IllegalStateException("operation " + operationId + " has no way to its route", e);
        }
    }

    private static String verbs(PathItem item) {
        return item.readOperationsMap().keySet().stream()
                .map(Enum::name)
                .sorted()
                .collect(Collectors.joining(","));
    }

    private static boolean takesBody(PathItem item) {
        return item.readOperations().stream().anyMatch(o -> o.getRequestBody() != null);
    }

    @Override
    public boolean processApiSpecification(String uri, Exchange exchange, AsyncCallback done) {
        return answer(exchange, Problem.notFound(), done);
    }

    @Override
    public void setMissingOperation(String mode) {
        // Always fail.
    }

    @Override
    public String getMissingOperation() {
        return "fail";
    }

    @Override
    public void setMockIncludePattern(String pattern) {
        // Nothing is mocked.
    }

    @Override
    public String getMockIncludePattern() {
        return "";
    }

    private record Target(
            Operation operation,
            @Nullable Kind kind,
            DirectEndpoint own,
            AsyncProducer ownProducer,
            AsyncProducer genericProducer) {

        /** The routes one of which must be there; what all kinds share serves nothing else. */
        Set<String> routes() {
            Set<String> routes = new LinkedHashSet<>();
            routes.add(own.getEndpointBaseUri().replace("://", ":"));
            if (kind != null) {
                routes.add(GENERIC + operation.function());
            }
            return routes;
        }
    }
}
