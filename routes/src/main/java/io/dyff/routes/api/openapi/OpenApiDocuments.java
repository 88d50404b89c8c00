package io.dyff.routes.api.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.entity.Schemas;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.operation.Operation;
import io.dyff.routes.kind.operation.Operations;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The contract as OpenAPI 3.1, made of the operations and the schemas. */
public final class OpenApiDocuments {
    /** File name of the document that people and generators read. */
    public static final String PUBLISHED = "openapi.json";

    private static final String BASE = "/v0";
    private final Operations operations;
    private final Schemas schemas;

    public OpenApiDocuments(Operations operations, Schemas schemas) {
        this.operations = operations;
        this.schemas = schemas;
    }

    /** What Camel serves: without what plain handlers serve, and without tails, which are parameters by then. */
    public ObjectNode served() {
        return document(Operation::isRouted, true);
    }

    /** All that is offered below the base. */
    public ObjectNode published() {
        return document(operation -> operation.base().equals(BASE), false);
    }

    private ObjectNode document(Predicate<Operation> which, boolean tailInQuery) {
        Components components = new Components(schemas);
        ObjectNode document = Json.object().put("openapi", "3.1.0");
        document.putObject("info").put("title", "Dyff").put("version", "0.1");
        document.putArray("servers").addObject().put("url", BASE);
        document.putArray("security").addObject().putArray("bearer");
        ObjectNode paths = document.putObject("paths");
        operations.served().stream().filter(which).forEach(o -> {
            String path = tailInQuery ? o.path().head() : o.path().openApi();
            add(paths, path, o, components, tailInQuery);
        });
        document.set("components", components.toJson());
        return document;
    }

    private static void add(ObjectNode paths, String path, Operation row, Components components, boolean tailInQuery) {
        ObjectNode item = paths.has(path) ? (ObjectNode) paths.get(path) : paths.putObject(path);
        ObjectNode operation = item.putObject(row.method().toLowerCase(java.util.Locale.ROOT));
        operation.put("operationId", row.id());
        operation.putArray("tags").add(row.path().root());
        ArrayNode parameters = Parameters.of(row, tailInQuery);
        if (!parameters.isEmpty()) {
            operation.set("parameters", parameters);
        }
        body(operation, row, components);
        if (row.isWebSocket()) {
            webSocket(operation, components.answer(row.answer()));
        } else {
            answers(operation, row.handler() ? null : components.answer(row.answer()));
        }
    }

    private static void body(ObjectNode operation, Operation row, Components components) {
        if (row.streamsBody()) {
            operation
                    .putObject("requestBody")
                    .putObject("content")
                    .putObject("*/*")
                    .putObject("schema");
        }
        row.requestSchema().ifPresent(name -> {
            ObjectNode body = operation.putObject("requestBody").put("required", true);
            json(body.putObject("content"), components.reference(name));
        });
    }

    /** OpenAPI has no words for what follows the upgrade: the answer that changes the protocol carries the message's schema. */
    private static void webSocket(ObjectNode operation, JsonNode message) {
        ObjectNode upgrade = operation.withArray("parameters").addObject();
        upgrade.put("name", "Upgrade").put("in", "header").put("required", true);
        upgrade.putObject("schema").put("type", "string").putArray("enum").add("websocket");
        ObjectNode responses = operation.putObject("responses");
        ObjectNode switched = responses
                .putObject("101")
                .put("description", "A WebSocket: each text message is one document; closed with 1000 after the last");
        json(switched.putObject("content"), message);
        problem(responses);
    }

    private static void answers(ObjectNode operation, @Nullable JsonNode schema) {
        ObjectNode responses = operation.putObject("responses");
        ObjectNode ok = responses.putObject("200").put("description", "Done");
        if (schema != null) {
            json(ok.putObject("content"), schema);
        }
        problem(responses);
    }

    private static void problem(ObjectNode responses) {
        ObjectNode error = responses.putObject("default").put("description", "Problem details (RFC 9457)");
        json(error.putObject("content"), Json.object().put("$ref", "#/components/schemas/Problem"));
    }

    private static void json(ObjectNode content, JsonNode schema) {
        content.putObject("application/json").set("schema", schema);
    }
}
