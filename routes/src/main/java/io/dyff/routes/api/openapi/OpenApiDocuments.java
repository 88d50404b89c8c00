package io.dyff.routes.api.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.entity.Schemas;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.operation.Answer;
import io.dyff.routes.kind.operation.Operation;
import io.dyff.routes.kind.operation.Operations;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The contract as OpenAPI 3.1, made of the operations and the schemas. */
public final class OpenApiDocuments {
    /** File name of the document that people and generators read. */
    public static final String PUBLISHED = "openapi.json";

    private static final String BASE = "/v0";
    private static final String CONTENT = "content";
    private static final String JSON = "application/json";
    private static final String DESCRIPTION = "description";
    private static final String ABOUT = """
            HEAD is answered wherever GET is, OPTIONS everywhere. An entity and a list of entities are also streams of \
            server-sent events, for who accepts `text/event-stream`. Lists answer a bare array; of a long one, `orderBy`, \
            `order`, `limit` and `after` show a page.""";
    private final Operations operations;
    private final Schemas schemas;
    private final Examples examples;

    public OpenApiDocuments(Operations operations, Schemas schemas, DataFiles files) {
        this.operations = operations;
        this.schemas = schemas;
        this.examples = new Examples(files);
    }

    /** All that is offered below the base. */
    public ObjectNode published() {
        Components components = new Components(schemas);
        ObjectNode document = Json.object().put("openapi", "3.1.0");
        document.putObject("info").put("title", "Dyff").put("version", "0.1").put(DESCRIPTION, ABOUT);
        document.putArray("servers").addObject().put("url", BASE);
        document.putArray("security").addObject().putArray("bearer");
        ObjectNode paths = document.putObject("paths");
        operations.served().stream().filter(o -> o.base().equals(BASE)).forEach(o -> {
            String path = o.path().openApi();
            ObjectNode item = paths.has(path) ? (ObjectNode) paths.get(path) : paths.putObject(path);
            ObjectNode operation = item.putObject(o.method().toLowerCase(Locale.ROOT));
            describe(operation, o, components);
            show(operation, o, components);
        });
        document.set("components", components.toJson());
        return document;
    }

    private static void describe(ObjectNode operation, Operation row, Components components) {
        operation.put("operationId", row.id());
        operation.putArray("tags").add(row.path().root());
        ArrayNode parameters = Parameters.of(row);
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

    /** Examples, and the answers that only some clients ask for. */
    private void show(ObjectNode operation, Operation row, Components components) {
        row.requestSchema()
                .ifPresent(schema -> ((ObjectNode)
                                operation.at("/requestBody/content").path(JSON))
                        .putObject("examples")
                        .set("accepted", components.example(schemaOr(row, schema), examples.request(row))));
        ObjectNode responses = (ObjectNode) operation.get("responses");
        if (responses.at("/200/content").path(JSON) instanceof ObjectNode media) {
            media.putObject("examples")
                    .set("answered", components.example(name(row.answer()), examples.answer(row.answer())));
        }
        if (row.isWatchable()) {
            ObjectNode events = (ObjectNode) responses.at("/200/content");
            events.putObject("text/event-stream").putObject("schema").put("type", "string");
        }
        if (row.isWatchable() && !row.requiredGrant().isQuery()) {
            responses.putObject("204").put(DESCRIPTION, "The stream has nothing to add to the last event");
        }
        if (row.hasEntityTag()) {
            responses.putObject("304").put(DESCRIPTION, "The caller has this version");
        }
    }

    /** An operation whose body differs from that of its schema has an example of its own. */
    private String schemaOr(Operation row, String schema) {
        return examples.hasOwnRequest(row) ? row.id() : schema;
    }

    private static String name(Answer answer) {
        return Stream.concat(answer.around().stream().map(Enum::name), Stream.of(answer.name()))
                .collect(Collectors.joining("."));
    }

    private static void body(ObjectNode operation, Operation row, Components components) {
        if (row.streamsBody()) {
            operation
                    .putObject("requestBody")
                    .putObject(CONTENT)
                    .putObject("*/*")
                    .putObject("schema");
        }
        row.requestSchema().ifPresent(name -> {
            ObjectNode body = operation.putObject("requestBody").put("required", true);
            json(body.putObject(CONTENT), components.reference(name));
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
                .put(DESCRIPTION, "A WebSocket: each text message is one document; closed with 1000 after the last");
        json(switched.putObject(CONTENT), message);
        problem(responses);
    }

    private static void answers(ObjectNode operation, @Nullable JsonNode schema) {
        ObjectNode responses = operation.putObject("responses");
        ObjectNode ok = responses.putObject("200").put(DESCRIPTION, "Done");
        if (schema != null) {
            json(ok.putObject(CONTENT), schema);
        }
        problem(responses);
    }

    private static void problem(ObjectNode responses) {
        ObjectNode error = responses.putObject("default").put(DESCRIPTION, "Problem details (RFC 9457)");
        json(error.putObject(CONTENT), Json.object().put("$ref", "#/components/schemas/Problem"));
    }

    private static void json(ObjectNode content, JsonNode schema) {
        content.putObject(JSON).set("schema", schema);
    }
}
