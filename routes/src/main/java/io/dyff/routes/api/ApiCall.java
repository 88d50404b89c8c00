package io.dyff.routes.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.operation.Operation;
import io.dyff.routes.problem.Problem;
import io.dyff.routes.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Typed access to what a request's exchange carries: its variables hold the state of the call, headers nothing. */
final class ApiCall {
    private static final String HTTP = "httpRequest";
    private static final String KIND = "kind";
    private static final String OPERATION = "operation";
    private static final String CALLER = "caller";
    private static final String CHECKED = "checkedEntities";
    private static final String ANSWER_HEADERS = "answerHeaders";
    private final Exchange exchange;

    ApiCall(Exchange exchange) {
        this.exchange = exchange;
    }

    /** Starts the call of an operation; an id in the path that cannot be one is not found. */
    static void begin(Exchange exchange, Operation operation, Kind kind, Caller caller) {
        exchange.setVariable("operation", operation.id());
        exchange.setVariable("kind", kind.name());
        exchange.setProperty(KIND, kind);
        exchange.setProperty(OPERATION, operation);
        exchange.setProperty(CALLER, caller);
        exchange.setProperty(CHECKED, new HashSet<String>());
        exchange.setProperty(ANSWER_HEADERS, new LinkedHashMap<String, String>());
        // The engine runs routes on the request's own thread, so this is the request.
        ServletRequestAttributes current = (ServletRequestAttributes) RequestContextHolder.currentRequestAttributes();
        HttpServletRequest request = current.getRequest();
        exchange.setProperty(HTTP, request);
        // A message of our own: the HTTP one brings every header of the request, and its body back when ours is null.
        Message message = new DefaultMessage(exchange);
        message.setBody(exchange.getMessage().getBody(byte[].class));
        exchange.setIn(message);
        ids(operation, request.getRequestURI()).forEach(exchange::setVariable);
    }

    /**
     * The ids in the path itself, by name: a header or parameter of that name must not stand for one. {@code id} is the
     * path's first when none is called so.
     */
    private static Map<String, String> ids(Operation operation, String uri) {
        Map<String, String> ids = new LinkedHashMap<>(operation
                .path()
                .match(uri.substring(operation.base().length()))
                .orElseThrow(() -> Problem.notFound().exception()));
        ids.forEach((name, id) -> {
            if (!operation.idForm(name).fits(id)) {
                throw Problem.notFound().exception();
            }
        });
        ids.values().stream().findFirst().ifPresent(first -> ids.putIfAbsent("id", first));
        return ids;
    }

    @SuppressWarnings("unchecked")
    static Map<String, String> answerHeaders(Exchange exchange) {
        Map<String, String> headers = exchange.getProperty(ANSWER_HEADERS, Map.class);
        return headers == null ? Map.of() : headers;
    }

    Kind kind() {
        return Objects.requireNonNull(exchange.getProperty(KIND, Kind.class));
    }

    Operation operation() {
        return Objects.requireNonNull(exchange.getProperty(OPERATION, Operation.class));
    }

    /** The resource that the grant must name. */
    String resource() {
        return operation().requiredGrant().resource();
    }

    /** The function that the grant must name. */
    String function() {
        return operation().requiredGrant().function();
    }

    Caller caller() {
        return Objects.requireNonNull(
                exchange.getProperty(CALLER, Caller.class), "no caller: not through the dispatcher");
    }

    /** The id in the path. */
    String id() {
        return variable("id", String.class);
    }

    /** The validated request body. */
    JsonNode request() {
        return variable("request", JsonNode.class);
    }

    <T> T variable(String name, Class<T> type) {
        return Objects.requireNonNull(
                exchange.getVariable(name, type), () -> "variable " + name + " is not set: a step before is missing");
    }

    @Nullable
    <T> T optional(String name, Class<T> type) {
        return exchange.getVariable(name, type);
    }

    void set(String name, @Nullable Object value) {
        exchange.setVariable(name, value);
    }

    /** A header of the request. */
    @Nullable
    String header(String name) {
        return http().getHeader(name);
    }

    /** A query parameter of the request. */
    @Nullable
    String parameter(String name) {
        return http().getParameter(name);
    }

    /** Names of the query parameters. */
    Set<String> parameterNames() {
        return http().getParameterMap().keySet();
    }

    private HttpServletRequest http() {
        return Objects.requireNonNull(exchange.getProperty(HTTP, HttpServletRequest.class));
    }

    /** A header of the answer to come. */
    void answerHeader(String name, String value) {
        answerHeaders(exchange).put(name, value);
    }

    /** Notes that the caller may see this entity; the writer answers no other. */
    void checked(String id) {
        checkedIds().add(id);
    }

    boolean isChecked(String id) {
        return checkedIds().contains(id);
    }

    @SuppressWarnings("unchecked")
    private Set<String> checkedIds() {
        return Objects.requireNonNull(exchange.getProperty(CHECKED, Set.class));
    }
}
