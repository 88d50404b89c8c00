package io.dyff.kube.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.kube.Json;
import io.dyff.kube.object.ResourceType;
import io.dyff.kube.object.ResourceTypes;
import io.dyff.kube.schema.ModelSchemas;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** OpenAPI v3 documents, as far as kubectl reads them: schemas for explain, and that writes know fieldValidation. */
final class OpenApi {

    private static final String REF = "$ref";

    private final ResourceTypes types;

    OpenApi(ResourceTypes types) {
        this.types = types;
    }

    ObjectNode index() {
        ObjectNode index = Json.object();
        ObjectNode paths = index.putObject("paths");
        for (ResourceType type : types.all()) {
            String path = path(type);
            paths.putObject(path).put("serverRelativeURL", "/openapi/v3/" + path + "?hash=" + types.changes());
        }
        return index;
    }

    private static String path(ResourceType type) {
        return (type.group().isEmpty() ? "api/" : "apis/") + type.apiVersion();
    }

    /** The document of one group and version, by its path such as {@code apis/batch/v1}. */
    Optional<ObjectNode> document(String path) {
        List<ResourceType> found =
                types.all().stream().filter(type -> path(type).equals(path)).toList();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode document = Json.object().put("openapi", "3.0.0");
        document.putObject("info").put("title", "Kubernetes").put("version", KubeVersion.GIT_VERSION);
        ObjectNode paths = document.putObject("paths");
        Map<String, JsonNode> schemas = new TreeMap<>();
        for (ResourceType type : found) {
            addPath(paths, type);
            addSchema(schemas, type);
        }
        ObjectNode components = document.putObject("components").putObject("schemas");
        schemas.forEach(components::set);
        return Optional.of(document);
    }

    private static void addPath(ObjectNode paths, ResourceType type) {
        String collection =
                "/" + path(type) + "/" + (type.namespaced() ? "namespaces/{namespace}/" : "") + type.plural();
        operation(paths.putObject(collection), "post", type);
        ObjectNode item = paths.putObject(collection + "/{name}");
        operation(item, "get", type);
        operation(item, "put", type);
        operation(item, "patch", type);
    }

    private static void operation(ObjectNode path, String method, ResourceType type) {
        ObjectNode operation = path.putObject(method);
        operation.put("x-kubernetes-action", method);
        operation.set("x-kubernetes-group-version-kind", kind(type));
        ArrayNode parameters = operation.putArray("parameters");
        for (String name : List.of("dryRun", "fieldManager", "fieldValidation")) {
            parameters
                    .addObject()
                    .put("name", name)
                    .put("in", "query")
                    .putObject("schema")
                    .put("type", "string");
        }
    }

    private static ObjectNode kind(ResourceType type) {
        return Json.object().put("group", type.group()).put("kind", type.kind()).put("version", type.version());
    }

    private void addSchema(Map<String, JsonNode> schemas, ResourceType type) {
        JsonNode custom = type.openApi();
        String name;
        ObjectNode schema;
        if (custom != null) {
            name = reversed(type.group()) + "." + type.version() + "." + type.kind();
            schema = custom instanceof ObjectNode object ? object.deepCopy() : Json.object();
            schema.put("type", "object");
            String metadata = ModelSchemas.REF + ModelSchemas.nameOf(ObjectMeta.class);
            Json.child(schema, "properties").putObject("metadata").put(REF, metadata);
        } else {
            name = type.schema().definition();
            schema = definition(name).deepCopy();
        }
        schema.putArray("x-kubernetes-group-version-kind").add(kind(type));
        schemas.put(name, schema);
        addReferred(schemas, schema);
    }

    private ObjectNode definition(String name) {
        ObjectNode found = types.modelSchemas().definitions().get(name);
        return found == null ? Json.object() : found;
    }

    private void addReferred(Map<String, JsonNode> schemas, JsonNode root) {
        Deque<JsonNode> open = new ArrayDeque<>();
        open.add(root);
        while (!open.isEmpty()) {
            JsonNode node = open.pop();
            String ref = node.path(REF).asText("");
            if (ref.startsWith(ModelSchemas.REF)) {
                String name = ref.substring(ModelSchemas.REF.length());
                if (!schemas.containsKey(name)) {
                    schemas.put(name, definition(name));
                    open.push(definition(name));
                }
            }
            node.forEach(open::push);
        }
    }

    private static String reversed(String group) {
        List<String> parts = new java.util.ArrayList<>(List.of(group.split("\\.")));
        java.util.Collections.reverse(parts);
        return String.join(".", parts);
    }
}
