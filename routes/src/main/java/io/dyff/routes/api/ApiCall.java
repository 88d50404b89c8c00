package io.dyff.routes.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.event.EventType;
import io.dyff.routes.event.Headers;
import io.dyff.routes.event.WorkflowEvent;
import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.http.problem.ProblemException;
import io.dyff.routes.http.security.Caller;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.Viewer;
import io.dyff.routes.kind.operation.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * One request, as the variable {@code call} of its exchange: what was asked, by whom, and what is known for its answer.
 * Steps take it beside the variables that they need; what they find out for others becomes a variable too.
 */
public final class ApiCall {
    /** Header of a create that may be sent again. */
    public static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    /** Query parameter of a create of which nothing is kept. */
    public static final String DRY_RUN = "dryRun";

    /** Its one value, Kubernetes' word. */
    public static final String DRY = "all";

    private static final int MAX_KEY_LENGTH = 255;

    private static final String CALL = "call";
    private static final String SOURCE = "/dyff/api";
    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private final Exchange exchange;
    private final HttpServletRequest http;
    private final Operation operation;
    private final @Nullable Kind kind;
    private final Caller caller;
    private final Map<String, String> pathIds = new LinkedHashMap<>();
    private final Set<String> checked = new HashSet<>();
    private final Map<String, String> answerHeaders = new LinkedHashMap<>();
    private boolean known;

    private ApiCall(
            Exchange exchange, HttpServletRequest http, Operation operation, @Nullable Kind kind, Caller caller) {
        this.exchange = exchange;
        this.http = http;
        this.operation = operation;
        this.kind = kind;
        this.caller = caller;
    }

    /**
     * Starts the call of an operation; an id in the path that cannot be one is not found.
     *
     * @param kind whose entities the operation reads or makes, null when it has to do with none
     * @throws IOException when the body breaks off
     */
    public static ApiCall begin(
            Exchange exchange, HttpServletRequest http, Operation operation, @Nullable Kind kind, Caller caller)
            throws IOException {
        ApiCall call = new ApiCall(exchange, http, operation, kind, caller);
        exchange.setVariable(CALL, call);
        exchange.setVariable("operation", operation.id());
        if (kind != null) {
            exchange.setVariable("kind", kind.name());
        }
        byte[] body = http.getInputStream().readAllBytes();
        exchange.getMessage().setBody(body.length == 0 ? null : body);
        call.pathIds.putAll(ids(operation, http.getRequestURI()));
        call.pathIds.forEach(exchange::setVariable);
        return call;
    }

    /** How long the caller has waited already. */
    public Duration elapsed() {
        return Duration.ofMillis(exchange.getClock().elapsed());
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

    /** The call of an exchange; none before its operation is known. */
    public static @Nullable ApiCall of(Exchange exchange) {
        return exchange.getVariable(CALL, ApiCall.class);
    }

    /** The kind of an operation that has to do with entities. */
    public Kind kind() {
        return Optional.ofNullable(kind)
                .orElseThrow(() -> new IllegalStateException(operation.id() + " has to do with no entities"));
    }

    public Operation operation() {
        return operation;
    }

    /** The resource that the grant must name. */
    public String resource() {
        return operation.requiredGrant().resource();
    }

    /** The function that the grant must name. */
    public String function() {
        return operation.requiredGrant().function();
    }

    public Caller caller() {
        return caller;
    }

    /** The id in the path, or the one given to what is created. */
    public String id() {
        return exchange.getVariable("id", String.class);
    }

    /** An id in the path, by the name of its parameter. */
    public String pathId(String parameter) {
        return pathIds.getOrDefault(parameter, "");
    }

    /** What the request refers to: the operation's own references, or those of the kind that it makes. */
    public List<Kind.Reference> references() {
        return operation.references().isEmpty() ? kind().references() : operation.references();
    }

    /** What an earlier step left, or nothing. */
    public <T> @Nullable T get(String variable, Class<T> type) {
        return exchange.getVariable(variable, type);
    }

    /** Leaves something for later steps. */
    public void set(String variable, @Nullable Object value) {
        exchange.setVariable(variable, value);
    }

    /** An event of the entity that the call is about: somebody waits for it, and the caller's trace goes on in it. */
    public WorkflowEvent event(EventType type, JsonNode patch) {
        return eventOf(id(), type, patch).with(Headers.AWAIT, "1");
    }

    /** An event of another entity that the call changes too, for which nobody waits. */
    public WorkflowEvent eventOf(String entity, EventType type, JsonNode patch) {
        WorkflowEvent event = WorkflowEvent.of(entity, type, SOURCE, patch).with(Headers.CE_AUTHID, caller.authId());
        String trace = header("traceparent");
        return trace != null && TRACEPARENT.matcher(trace).matches() ? event.with(Headers.TRACEPARENT, trace) : event;
    }

    /** What the request shares with its repeats; empty when it has none, 400 when it is too long or blank. */
    public Optional<String> idempotencyKey() {
        String key = header(IDEMPOTENCY_KEY);
        if (key != null && (key.isBlank() || key.length() > MAX_KEY_LENGTH)) {
            throw Problem.of(400, IDEMPOTENCY_KEY + " must have 1 to " + MAX_KEY_LENGTH + " characters")
                    .exception();
        }
        return Optional.ofNullable(key);
    }

    /** The refusal of another request under the key of an earlier one. */
    public static ProblemException otherRequest() {
        return Problem.of(422, IDEMPOTENCY_KEY + " was used before with another request")
                .exception();
    }

    /** A header of the request. */
    public @Nullable String header(String name) {
        return http.getHeader(name);
    }

    /** A query parameter of the request. */
    public @Nullable String parameter(String name) {
        return http.getParameter(name);
    }

    /** Names of the query parameters. */
    public Set<String> parameterNames() {
        return http.getParameterMap().keySet();
    }

    /** Gives the answer to come a header. */
    public void answerHeader(String name, String value) {
        answerHeaders.put(name, value);
    }

    /** The headers of the answer to come. */
    public Map<String, String> answerHeaders() {
        return Map.copyOf(answerHeaders);
    }

    /**
     * Gives the answer the entity tag of the version that it shows, for caches that ask again each time.
     *
     * @return true when the caller has that version already: then the answer is its headers alone
     */
    public boolean isKnown(long version) {
        return isKnown(EntityTag.of(version));
    }

    /** The same for an answer that differs by what the caller is towards the entity. */
    boolean isKnown(long version, Viewer role) {
        return isKnown(EntityTag.of(version, role));
    }

    private boolean isKnown(String tag) {
        answerHeader("ETag", tag);
        answerHeader("Cache-Control", "private, no-cache");
        known = EntityTag.isNamed(header("If-None-Match"), tag);
        return known;
    }

    /** True when the caller was found to have already what would be answered. */
    public boolean isKnown() {
        return known;
    }

    /**
     * Checks the function on exactly this one. What the caller may not see is the same 404 as what does not exist; 403 is
     * for those who may see it and not do this.
     *
     * @param account the owner
     */
    public void authorize(String account, String id) {
        caller.authorize(resource(), function(), account, id);
        checked(id);
    }

    /** Notes that the caller may see this one; no other is answered. */
    public void checked(String id) {
        checked.add(id);
    }

    /** Stands before every answer: refuses what no step has authorised for this call. */
    public void requireChecked(String id) {
        if (!checked.contains(id)) {
            throw new IllegalStateException("the route of " + operation.id() + " answers what no step has authorised");
        }
    }
}
