package io.dyff.kube.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.kube.Json;
import io.dyff.kube.schema.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Strategic merge patch: a merge patch whose lists are merged by key where the schema says so.
 *
 * <p>Understands {@code $patch} (replace, delete, merge), {@code $retainKeys}, {@code $setElementOrder/…} and
 * {@code $deleteFromPrimitiveList/…}; source: Kubernetes, "Strategic Merge Patch" of the API conventions.
 */
public final class StrategicMerge {

    private static final String PATCH = "$patch";
    private static final String RETAIN = "$retainKeys";
    private static final String ORDER = "$setElementOrder/";
    private static final String DELETE = "$deleteFromPrimitiveList/";

    private StrategicMerge() {}

    /** @param target may be changed and be part of the result */
    public static ObjectNode apply(Schema schema, ObjectNode target, ObjectNode patch) {
        String directive = patch.path(PATCH).asText("merge");
        if (directive.equals("replace")) {
            return withoutDirectives(patch);
        } else if (directive.equals("delete")) {
            return Json.object();
        }
        retain(target, patch);
        for (var entry : patch.properties()) {
            String name = entry.getKey();
            if (name.startsWith(DELETE)) {
                deleteFrom(target.path(name.substring(DELETE.length())), entry.getValue());
            } else if (!name.startsWith("$")) {
                field(schema.property(name), target, name, entry.getValue());
            }
        }
        patch.properties().stream()
                .filter(entry -> entry.getKey().startsWith(ORDER))
                .forEach(entry -> order(schema, target, entry.getKey().substring(ORDER.length()), entry.getValue()));
        return target;
    }

    private static void field(Schema schema, ObjectNode target, String name, JsonNode value) {
        JsonNode present = target.get(name);
        if (value.isNull()) {
            target.remove(name);
        } else if (value instanceof ObjectNode patch) {
            ObjectNode base = present instanceof ObjectNode object ? object : Json.object();
            boolean atomic = schema.atomicMap() && !patch.has(PATCH);
            if ("delete".equals(patch.path(PATCH).asText())) {
                target.remove(name);
            } else {
                target.set(
                        name, atomic && schema.properties().isEmpty() ? patch.deepCopy() : apply(schema, base, patch));
            }
        } else if (value instanceof ArrayNode patch) {
            target.set(
                    name,
                    list(
                            schema,
                            present instanceof ArrayNode array ? array : new ArrayNode(JsonNodeFactory.instance),
                            patch));
        } else {
            target.set(name, value);
        }
    }

    private static ArrayNode list(Schema schema, ArrayNode present, ArrayNode patch) {
        if (!schema.patchMergeKey().isEmpty()) {
            return keyed(schema, schema.patchMergeKey(), present, patch);
        } else if (schema.listType() == Schema.ListType.SET) {
            Set<JsonNode> seen = new HashSet<>();
            present.forEach(seen::add);
            patch.forEach(item -> {
                if (seen.add(item)) {
                    present.add(item);
                }
            });
            return present;
        }
        return patch.deepCopy();
    }

    private static ArrayNode keyed(Schema schema, String key, ArrayNode present, ArrayNode patch) {
        ArrayNode result = present;
        for (JsonNode item : patch) {
            if (!item.isObject()) {
                continue;
            }
            String directive = item.path(PATCH).asText("");
            if (directive.equals("replace") && item.size() == 1) {
                result = new ArrayNode(JsonNodeFactory.instance);
                continue;
            }
            int place = find(result, key, item.path(key));
            if (directive.equals("delete")) {
                if (place >= 0) {
                    result.remove(place);
                }
            } else if (place < 0) {
                result.add(apply(schema.items(), Json.object(), (ObjectNode) item));
            } else {
                result.set(place, apply(schema.items(), (ObjectNode) result.get(place), (ObjectNode) item));
            }
        }
        return result;
    }

    private static int find(ArrayNode list, String key, JsonNode value) {
        for (int i = 0; i < list.size(); i++) {
            if (Json.same(list.get(i).path(key), value)) {
                return i;
            }
        }
        return -1;
    }

    private static void retain(ObjectNode target, ObjectNode patch) {
        if (patch.path(RETAIN) instanceof ArrayNode keys) {
            List<String> kept = new ArrayList<>();
            keys.forEach(key -> kept.add(key.asText()));
            target.retain(kept);
        }
    }

    private static void deleteFrom(JsonNode list, JsonNode values) {
        if (list instanceof ArrayNode array) {
            for (int i = array.size() - 1; i >= 0; i--) {
                JsonNode item = array.get(i);
                for (JsonNode value : values) {
                    if (Json.same(item, value)) {
                        array.remove(i);
                        break;
                    }
                }
            }
        }
    }

    /** Items named in the order come first, in that order; what others added follows as it stood. */
    private static void order(Schema schema, ObjectNode target, String name, JsonNode order) {
        if (!(target.get(name) instanceof ArrayNode list) || !order.isArray()) {
            return;
        }
        String key = schema.property(name).patchMergeKey();
        List<JsonNode> rest = new ArrayList<>();
        list.forEach(rest::add);
        ArrayNode sorted = new ArrayNode(JsonNodeFactory.instance);
        for (JsonNode wanted : order) {
            rest.stream()
                    .filter(item ->
                            key.isEmpty() ? Json.same(item, wanted) : Json.same(item.path(key), wanted.path(key)))
                    .findFirst()
                    .ifPresent(item -> {
                        sorted.add(item);
                        rest.remove(item);
                    });
        }
        rest.forEach(sorted::add);
        target.set(name, sorted);
    }

    private static ObjectNode withoutDirectives(ObjectNode patch) {
        ObjectNode copy = patch.deepCopy();
        copy.remove(PATCH);
        return copy;
    }
}
