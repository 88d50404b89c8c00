package io.dyff.routes.api.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.api.ApiCall;
import io.dyff.routes.api.EntityRow;
import io.dyff.routes.api.audience.Audiences;
import io.dyff.routes.api.read.query.QueryRequest;
import io.dyff.routes.api.read.query.QueryStatement;
import io.dyff.routes.api.read.query.QueryStatements;
import io.dyff.routes.api.read.query.Reach;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.operation.QueryParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.Message;
import org.apache.camel.Variable;
import org.apache.camel.component.jdbc.JdbcConstants;
import org.jspecify.annotations.Nullable;

/**
 * Answers results of entities: those of one, or those that match a query, of every entity that the caller may query. Only
 * entities that are a success have results. Source: contract/api.md sections 5.2 and 13.
 */
public final class Results {
    /** Of one answer: newer entities come first. */
    private static final int MOST_ENTITIES = 1_000;

    private static final int MOST_RESULTS = 10_000;
    private static final int AT_ONCE = 16;

    /** Names that mean the result, and not its entity. */
    private static final Set<String> OWN = Set.of("id", "name", "analysis");

    private final ResultFiles files;
    private final QueryStatements statements;
    private final Audiences audiences;
    private final ResultRules rules;

    public Results(ResultFiles files, QueryStatements statements, Audiences audiences, ResultRules rules) {
        this.files = files;
        this.statements = statements;
        this.audiences = audiences;
        this.rules = rules;
    }

    /** The results of the entity that the call is about. */
    public JsonNode ofOne(@Variable("call") ApiCall call, @Variable("row") EntityRow row) {
        ArrayNode answer = Json.mapper().createArrayNode();
        read(call, List.of(row)).forEach(results -> results.forEach(answer::add));
        return answer;
    }

    /**
     * Makes the statement that finds the entities; no body when the caller's grants reach none. An {@code id} is tried as an
     * entity's first: older clients mean that, newer ones a result's, and of that only the results tell.
     */
    public void assemble(@Variable("call") ApiCall call, Message message) {
        String analysis = call.parameter("analysis");
        statement(call, message, analysis == null ? call.parameter("id") : analysis);
    }

    /** Looks through the results of all entities when none has the id that was asked for. */
    public void widen(@Variable("call") ApiCall call, @Body @Nullable List<Map<String, Object>> rows, Message message) {
        boolean found = rows != null && !rows.isEmpty();
        boolean any = call.parameter("analysis") == null && call.parameter("id") != null;
        if (!found && any) {
            statement(call, message, null);
        } else {
            call.set("entityRows", rows);
            message.setBody(null);
        }
    }

    /** The results that match, of the entities that were found. */
    public JsonNode ofAll(
            @Variable("call") ApiCall call,
            @Variable("entityRows") @Nullable List<Map<String, Object>> first,
            @Body @Nullable List<Map<String, Object>> widened) {
        List<Map<String, Object>> rows = first == null ? widened : first;
        List<EntityRow> entities = Objects.requireNonNullElse(rows, List.<Map<String, Object>>of()).stream()
                .map(EntityRow::of)
                // The statement has filtered already; this is the check that no statement can replace.
                .filter(row -> call.caller().may(call.resource(), call.function(), row.account(), row.id()))
                .toList();
        ArrayNode answer = Json.mapper().createArrayNode();
        boolean all = entities.size() <= MOST_ENTITIES;
        for (List<ObjectNode> results : read(call, entities)) {
            for (ObjectNode result : results) {
                if (answer.size() == MOST_RESULTS) {
                    all = false;
                } else if (matches(call, result)) {
                    answer.add(result);
                }
            }
        }
        if (!all) {
            call.answerHeader("Dyff-Truncated", "true");
        }
        return answer;
    }

    private List<List<ObjectNode>> read(ApiCall call, List<EntityRow> entities) {
        Map<String, Predicate<JsonNode>> admitted =
                rules.of(call.caller(), call.operation().answer().name(), entities);
        try (ExecutorService pool =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            List<Future<List<ObjectNode>>> going = entities.stream()
                    .limit(MOST_ENTITIES)
                    .map(row -> pool.submit(() -> results(call, row).stream()
                            .filter(admitted.getOrDefault(row.id(), result -> true))
                            .toList()))
                    .toList();
            List<List<ObjectNode>> read = new ArrayList<>();
            for (Future<List<ObjectNode>> one : going) {
                read.add(one.get());
            }
            return read;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException fault ? fault : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while results were read", e);
        }
    }

    /** In copies: what was read is kept for others. */
    private List<ObjectNode> results(ApiCall call, EntityRow row) {
        Kind kind = call.kind();
        String answered = call.operation().answer().name();
        String name = kind.storage() == null ? null : kind.storage().results().get(answered);
        if (name == null) {
            throw new IllegalStateException("kinds.yaml: " + kind.name() + " has no results " + answered);
        }
        return row.status().equals(kind.success())
                ? files.of(kind, row.id(), name).stream()
                        .map(result -> result.deepCopy().put("kind", answered))
                        .toList()
                : List.of();
    }

    private static boolean matches(ApiCall call, JsonNode result) {
        String id = call.parameter("id");
        String name = call.parameter("name");
        return (id == null || isAny(id, result.path("id"), result.path("analysis")))
                && (name == null || name.equals(result.path("name").asText()))
                && own(call)
                        .allMatch(parameter -> isAny(
                                String.valueOf(call.parameter(parameter)),
                                result.at("/metadata/refs/" + QueryRequest.camelCase(parameter))));
    }

    /** Parameters that are no filter of the entities: what they ask for, the result itself must refer to. */
    private static Stream<String> own(ApiCall call) {
        return call.parameterNames().stream().filter(parameter -> {
            String name = QueryRequest.camelCase(parameter);
            return call.operation().parameters().contains(name)
                    && !OWN.contains(name)
                    && !QueryParameters.CONTROL.contains(name)
                    && !call.kind().filters().containsKey(name);
        });
    }

    private static boolean isAny(String text, JsonNode... values) {
        return Stream.of(values).anyMatch(value -> value.asText().equals(text));
    }

    private void statement(ApiCall call, Message message, @Nullable String id) {
        Reach reach =
                audiences.reach(call.caller(), call.kind(), call.operation().requiredGrant());
        message.setBody(null);
        if (!reach.scope().isNothing()) {
            Set<String> names = call.parameterNames().stream()
                    .filter(name -> !OWN.contains(name))
                    .collect(Collectors.toSet());
            QueryRequest request = QueryRequest.of(call.kind(), names, call::parameter);
            if (id != null) {
                request = request.where("id", id);
            }
            QueryStatement statement = statements.of(call.kind(), request, reach, MOST_ENTITIES + 1L);
            message.setBody(statement.text());
            message.setHeader(JdbcConstants.JDBC_PARAMETERS, statement.values());
        }
    }
}
