package io.dyff.routes.api.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.entity.Schemas;
import io.dyff.routes.json.Json;
import io.dyff.routes.operation.Operation;
import io.dyff.routes.operation.Operations;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The contract as OpenAPI 3.1: one document per first segment of a path, which Camel serves, and the union of them, which people and
 * generators read. Each document is complete in itself.
 */
public final class OpenApiDocuments {
    /** File name of the union. */
    public static final String UNION = "openapi.json";

    private static final String BASE = "/v0";
    private final Operations operations;
    private final Schemas schemas;

    public OpenApiDocuments(Operations operations, Schemas schemas) {
        this.operations = operations;
        this.schemas = schemas;
    }

    /** All documents by file name. */
    public Map<String, JsonNode> all() {
        Map<String, JsonNode> documents = new TreeMap<>();
        operations.roots().forEach(root -> documents.put(root + ".openapi.json", routed(root)));
        documents.put(UNION, union());
        return documents;
    }

    /** What Camel serves: paths below their first segment, tails as parameters, without what plain handlers serve. */
    private ObjectNode routed(String root) {
        Components components = new Components(schemas);
        ObjectNode document = document("Dyff: " + root, BASE + "/" + root);
        ObjectNode paths = document.putObject("paths");
        operations.served().stream()
                .filter(o -> o.isRouted() && o.path().root().equals(root))
                .forEach(o -> {
                    String below = o.path().head().substring(root.length() + 1);
                    add(paths, below.isEmpty() ? "/" : below, o, components, true);
                });
        document.set("components", components.toJson());
        return document;
    }

    private ObjectNode union() {
        Components components = new Components(schemas);
        ObjectNode document = document("Dyff", BASE);
        ObjectNode paths = document.putObject("paths");
        operations.served().stream()
                .filter(o -> o.base().equals(BASE))
                .forEach(o -> add(paths, o.path().openApi(), o, components, false));
        document.set("components", components.toJson());
        return document;
    }

    private static ObjectNode document(String title, String base) {
        ObjectNode document = Json.object();
        document.put("openapi", "3.1.0");
        document.putObject("info").put("title", title).put("version", "0.1");
        document.putArray("servers").addObject().put("url", base);
        document.putArray("security").addObject().putArray("bearer");
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
        answers(operation, row.handler() ? null : components.answer(row.answer()));
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

    private static void answers(ObjectNode operation, @Nullable JsonNode schema) {
        ObjectNode responses = operation.putObject("responses");
        ObjectNode ok = responses.putObject("200").put("description", "Done");
        if (schema != null) {
            json(ok.putObject("content"), schema);
        }
        ObjectNode error = responses.putObject("default").put("description", "Problem details (RFC 9457)");
        json(error.putObject("content"), Json.object().put("$ref", "#/components/schemas/Problem"));
    }

    private static void json(ObjectNode content, JsonNode schema) {
        content.putObject("application/json").set("schema", schema);
    }
}
