package io.dyff.routes.api.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.api.ApiFunction;
import io.dyff.routes.entity.Schemas;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.Kinds;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The contract as OpenAPI 3.1: one document per resource, which Camel serves, and the union of them, which people and
 * generators read. Each document is complete in itself.
 */
public final class OpenApiDocuments {
    /** File name of the union. */
    public static final String UNION = "openapi.json";

    private static final String BASE = "/v0";
    private final Kinds kinds;
    private final Schemas schemas;

    public OpenApiDocuments(Kinds kinds, Schemas schemas) {
        this.kinds = kinds;
        this.schemas = schemas;
    }

    /** All documents by file name. */
    public Map<String, JsonNode> all() {
        Map<String, JsonNode> documents = new TreeMap<>();
        for (Kind kind : kinds.all()) {
            documents.put(kind.resource() + ".openapi.json", served(kind));
        }
        documents.put(UNION, union());
        return documents;
    }

    /** What Camel serves: paths below the resource, path tails as parameters, without what plain handlers serve. */
    private ObjectNode served(Kind kind) {
        Components components = new Components(schemas);
        ObjectNode document = document("Dyff: " + kind.resource(), BASE + "/" + kind.resource());
        ObjectNode paths = document.putObject("paths");
        for (ApiFunction function : functions(kind).values()) {
            if (!function.isBytes()) {
                boolean tail = function == ApiFunction.upload;
                String path = tail ? "/{id}/upload" : function.path().isEmpty() ? "/" : function.path();
                add(paths, path, kind, function, components, tail);
            }
        }
        document.set("components", components.toJson());
        return document;
    }

    private ObjectNode union() {
        Components components = new Components(schemas);
        ObjectNode document = document("Dyff", BASE);
        ObjectNode paths = document.putObject("paths");
        for (Kind kind : kinds.all()) {
            for (ApiFunction function : functions(kind).values()) {
                add(paths, "/" + kind.resource() + function.path(), kind, function, components, false);
            }
        }
        document.set("components", components.toJson());
        return document;
    }

    private static Map<String, ApiFunction> functions(Kind kind) {
        Map<String, ApiFunction> functions = new LinkedHashMap<>();
        kind.operations().forEach(name -> functions.put(name, ApiFunction.valueOf(name)));
        return functions;
    }

    private static ObjectNode document(String title, String base) {
        ObjectNode document = Json.object();
        document.put("openapi", "3.1.0");
        document.putObject("info").put("title", title).put("version", "0.1");
        document.putArray("servers").addObject().put("url", base);
        document.putArray("security").addObject().putArray("bearer");
        return document;
    }

    private void add(
            ObjectNode paths, String path, Kind kind, ApiFunction function, Components components, boolean tail) {
        ObjectNode item = paths.has(path) ? (ObjectNode) paths.get(path) : paths.putObject(path);
        ObjectNode operation = item.putObject(function.method().toLowerCase(java.util.Locale.ROOT));
        operation.put("operationId", kind.resource() + "_" + function);
        operation.putArray("tags").add(kind.resource());
        ArrayNode parameters = Json.mapper().createArrayNode();
        Parameters.ofPath(function, tail).forEach(parameters::add);
        if (function == ApiFunction.query) {
            Parameters.ofQuery(kind).forEach(parameters::add);
        }
        if (!parameters.isEmpty()) {
            operation.set("parameters", parameters);
        }
        body(operation, kind, function, components);
        answers(operation, components.answer(kind, function));
    }

    private static void body(ObjectNode operation, Kind kind, ApiFunction function, Components components) {
        String schema = function.body();
        if (function == ApiFunction.infer) {
            operation
                    .putObject("requestBody")
                    .putObject("content")
                    .putObject("*/*")
                    .putObject("schema");
        } else if (schema != null) {
            boolean create = schema.equals(ApiFunction.Body.CREATE_REQUEST);
            String name = create ? Objects.requireNonNull(kind.create()) : schema;
            ObjectNode body = operation.putObject("requestBody").put("required", true);
            json(body.putObject("content"), components.reference(name));
        }
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
