package io.dyff.routes.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.dyff.routes.entity.EntityIds;
import io.dyff.routes.event.EventType;
import io.dyff.routes.event.WorkflowEvent;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.kind.operation.Operation;
import io.dyff.routes.kind.operation.Operations;
import io.dyff.routes.orchestrate.Contract;
import io.dyff.routes.testing.TestingSpace;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * A call for any operation of the contract, made of its row and of {@code bodies.yaml}: the entities that its path
 * and its body name are made on the way, each once.
 */
final class TestingContract {
    private static final Pattern NAMED = Pattern.compile("\\$\\{([\\w:]+)}");
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");
    private static final JsonNode BODIES = bodies();

    /** What a parameter of a path names, where it is not the kind of the path's first segment. */
    private static final Map<String, String> NAMED_BY =
            Map.of("teamId", "Team", "taskId", "ChallengeTask", "runId", "PipelineRun");

    private static final Map<String, String> TAILS =
            Map.of("artifactPath", "part-0.parquet", "filePath", "part-0.parquet", "endpoint", "generate");

    private final Operations operations;
    private final Kinds kinds;
    private final TestingClient client;
    private final TestingSpace space;
    private final String token;
    private final String account;
    private final String tokenId;
    private final Map<String, String> ids = new LinkedHashMap<>();

    /**
     * @param token of an administrator
     * @param account owner of what is made
     * @param tokenId of a token of that account
     */
    TestingContract(
            Operations operations,
            Kinds kinds,
            TestingClient client,
            TestingSpace space,
            String token,
            String account,
            String tokenId) {
        this.operations = operations;
        this.kinds = kinds;
        this.client = client;
        this.space = space;
        this.token = token;
        this.account = account;
        this.tokenId = tokenId;
    }

    /** One call of an operation, on entities that exist. */
    record Call(Operation operation, String path, JsonNode body) {
        @Override
        public String toString() {
            return operation.id();
        }
    }

    /** The schemas of requests that have a body to send. */
    static boolean hasBody(String schema) {
        return BODIES.has(schema);
    }

    Call call(Operation operation) {
        return new Call(operation, path(operation), body(operation));
    }

    TestingClient.Answer send(String with, Call call) {
        return send(with, call, call.body());
    }

    TestingClient.Answer send(String with, Call call, JsonNode body) {
        return client.send(with, call.operation().method(), call.path(), body.isMissingNode() ? null : body, Map.of());
    }

    private String path(Operation operation) {
        Matcher parameter = PARAMETER.matcher(operation.path().openApi());
        return operation.base() + parameter.replaceAll(found -> value(operation, found.group(1)));
    }

    private String value(Operation operation, String parameter) {
        if (TAILS.containsKey(parameter)) {
            return TAILS.get(parameter);
        }
        if (parameter.equals("tokenId")) {
            return tokenId;
        }
        if (operation.idForm(parameter) == Operation.IdForm.account) {
            return account;
        }
        return id(Optional.ofNullable(NAMED_BY.get(parameter))
                .orElseGet(() -> kinds.ofResource(operation.path().root()).name()));
    }

    private JsonNode body(Operation operation) {
        return operation
                .requestSchema()
                .map(schema -> body(BODIES.has(operation.id()) ? operation.id() : schema))
                .orElseGet(() ->
                        operation.streamsBody() ? Json.object() : Json.mapper().missingNode());
    }

    private JsonNode body(String schema) {
        JsonNode row = Objects.requireNonNull(BODIES.get(schema), "bodies.yaml has no " + schema);
        Matcher named = NAMED.matcher(row.toString());
        String filled = named.replaceAll(found -> value(found.group(1)));
        try {
            return Json.parse(filled.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String value(String name) {
        return switch (name) {
            case "account" -> account;
            case "fresh" -> "a" + EntityIds.random();
            default -> name.contains(":") ? ids.computeIfAbsent(name, this::variant) : id(name);
        };
    }

    /** The id of the one entity of that kind, or part of one, which is made when it is first asked for. */
    String id(String kind) {
        String known = ids.get(kind);
        if (known == null) {
            known = creators(kind).isEmpty()
                    ? produced(kind)
                    : made(creators(kind).getFirst());
            ids.put(kind, known);
            ready(kind, known);
        }
        return known;
    }

    /** An entity of the kind with another body, {@code Kind:variant}. */
    private String variant(String name) {
        Operation creator = creators(name.substring(0, name.indexOf(':'))).getFirst();
        String body = creator.requestSchema().orElseThrow() + name.substring(name.indexOf(':'));
        TestingClient.Answer answer = send(token, new Call(creator, path(creator), body(body)));
        assertThat(answer.status()).as(name + ": " + answer.text()).isEqualTo(200);
        String id = answer.json().path("id").asText();
        awaitVisible(id);
        return id;
    }

    private List<Operation> creators(String kind) {
        return operations.served().stream()
                .filter(o -> o.method().equals("POST") && o.requestSchema().isPresent())
                .filter(o -> o.kind() != null && o.answer().around().isEmpty())
                .filter(o -> o.path().parameters().isEmpty()
                        || !kinds.ofResource(o.path().root()).name().equals(kind))
                .filter(o -> o.answer().name().equals(kind) || o.answer().name().equals(kind + "AndToken"))
                .toList();
    }

    private String made(Operation creator) {
        TestingClient.Answer answer = send(token, call(creator));
        assertThat(answer.status()).as(creator.id() + ": " + answer.text()).isEqualTo(200);
        JsonNode entity = answer.json().has("token") ? answer.json().elements().next() : answer.json();
        return entity.path("id").asText();
    }

    /** What no request can create comes from the topic. */
    private String produced(String kind) {
        ObjectNode entity = Contract.entity(kind);
        String id = EntityIds.random();
        entity.put("id", id)
                .put("account", account)
                .put("status", "Created")
                .put("creationTime", Instant.now().toString())
                .remove("lastTransitionTime");
        space.produce(WorkflowEvent.of(id, EventType.CREATED, "/test", entity));
        return id;
    }

    private void ready(String kind, String id) {
        if (kind.equals("Team")) {
            send(token, call(operations.get("challenges_approveTeam")));
        }
        if (kinds.find(kind).isPresent()) {
            awaitVisible(id);
        }
    }

    private void awaitVisible(String id) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .until(() -> space.jdbc()
                                .sql("select count(*) from entity where id = :id")
                                .param("id", id)
                                .query(Integer.class)
                                .single()
                        == 1);
    }

    private static JsonNode bodies() {
        try (InputStream in = TestingContract.class.getResourceAsStream("/dyff/bodies.yaml")) {
            return new YAMLMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
