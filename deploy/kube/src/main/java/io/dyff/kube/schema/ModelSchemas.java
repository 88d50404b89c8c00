package io.dyff.kube.schema;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.kube.Json;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Quantity;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Schemas of built-in kinds, read from the classes of the client's model, with the facts that classes do not tell
 * (keys of lists, defaults, required fields) from {@code model-facts.yaml}.
 */
public final class ModelSchemas {

    private static final String MODEL = "io.fabric8.kubernetes.api.model";
    public static final String REF = "#/components/schemas/";

    private final Map<String, ObjectNode> definitions = new TreeMap<>();
    private final Deque<Class<?>> open = new ArrayDeque<>();
    private final JsonNode facts = Json.resource(ModelSchemas.class, "model-facts.yaml");

    /** Adds a kind and everything it refers to. */
    public synchronized void add(Class<?> kind) {
        reference(kind);
        while (!open.isEmpty()) {
            Class<?> next = open.pop();
            define(next, java.util.Objects.requireNonNull(definitions.get(nameOf(next))));
        }
    }

    /** The schema of an added kind. */
    public Schema schema(Class<?> kind) {
        return new Schema(Json.object().put("$ref", REF + nameOf(kind)), this::find);
    }

    /** All definitions by name, as they stand in an OpenAPI document. */
    public Map<String, ObjectNode> definitions() {
        return definitions;
    }

    private JsonNode find(String ref) {
        ObjectNode found = definitions.get(ref.substring(REF.length()));
        if (found == null) {
            throw new IllegalArgumentException("No definition " + ref);
        }
        return found;
    }

    public static String nameOf(Class<?> type) {
        String name = type.getName().replace('$', '.');
        return name.startsWith(MODEL + ".") ? "io.k8s.api" + name.substring(MODEL.length()) : name;
    }

    private ObjectNode reference(Class<?> type) {
        definitions.computeIfAbsent(nameOf(type), name -> {
            open.push(type);
            return Json.object().put("type", "object");
        });
        return Json.object().put("$ref", REF + nameOf(type));
    }

    private void define(Class<?> type, ObjectNode definition) {
        ObjectNode properties = definition.putObject("properties");
        for (Field field : type.getDeclaredFields()) {
            JsonProperty property = field.getAnnotation(JsonProperty.class);
            if (property != null && !Modifier.isStatic(field.getModifiers())) {
                String name = property.value().isEmpty() ? field.getName() : property.value();
                ObjectNode schema = schemaOf(field.getGenericType());
                addFacts(schema, facts.path("lists").path(type.getSimpleName()).path(name));
                JsonNode given =
                        facts.path("defaults").path(type.getSimpleName()).get(name);
                if (given != null) {
                    schema = withDefault(schema, given);
                }
                properties.set(name, schema);
            }
        }
        if (facts.path("required").has(type.getSimpleName())) {
            definition.set("required", facts.path("required").get(type.getSimpleName()));
        }
        if (facts.path("atomic").path(type.getSimpleName()).asBoolean(false)) {
            definition.put("x-kubernetes-map-type", "atomic");
        }
    }

    /** A reference cannot carry a default itself, so a copy of the definition does. */
    private static ObjectNode withDefault(ObjectNode schema, JsonNode given) {
        if (schema.has("$ref")) {
            ObjectNode wrapper = Json.object();
            wrapper.putArray("allOf").add(schema);
            wrapper.set("default", given);
            return wrapper;
        }
        schema.set("default", given);
        return schema;
    }

    private static void addFacts(ObjectNode schema, JsonNode list) {
        if (list.isTextual()) {
            schema.put("x-kubernetes-list-type", list.asText());
            if (list.asText().equals("set")) {
                schema.put("x-kubernetes-patch-strategy", "merge");
            }
        } else if (list.isArray()) {
            schema.put("x-kubernetes-list-type", "map");
            schema.set("x-kubernetes-list-map-keys", list);
            schema.put("x-kubernetes-patch-strategy", "merge");
            schema.put("x-kubernetes-patch-merge-key", list.get(0).asText());
        }
    }

    private ObjectNode schemaOf(Type type) {
        if (type instanceof ParameterizedType generic) {
            return schemaOfGeneric(generic);
        }
        Class<?> plain = (Class<?>) type;
        if (plain == String.class || plain == MicroTime.class) {
            return Json.object().put("type", "string");
        } else if (plain == Integer.class || plain == int.class) {
            return Json.object().put("type", "integer").put("format", "int32");
        } else if (plain == Long.class || plain == long.class) {
            return Json.object().put("type", "integer").put("format", "int64");
        } else if (plain == Boolean.class || plain == boolean.class) {
            return Json.object().put("type", "boolean");
        } else if (plain == Double.class || plain == Float.class) {
            return Json.object().put("type", "number");
        } else if (plain == IntOrString.class || plain == Quantity.class) {
            return Json.object().put("x-kubernetes-int-or-string", true);
        } else if (plain == ObjectMeta.class || isModelled(plain)) {
            return reference(plain);
        }
        return Json.object().put("x-kubernetes-preserve-unknown-fields", true);
    }

    private static boolean isModelled(Class<?> type) {
        return type.getName().startsWith(MODEL + ".")
                && !type.isInterface()
                && !type.isEnum()
                && !List.of("JSONSchemaProps", "RawExtension", "FieldsV1", "GenericKubernetesResource", "AnyType")
                        .contains(type.getSimpleName());
    }

    private ObjectNode schemaOfGeneric(ParameterizedType generic) {
        Type[] arguments = generic.getActualTypeArguments();
        if (generic.getRawType() == List.class) {
            ObjectNode list = Json.object().put("type", "array");
            list.set("items", schemaOf(arguments[0]));
            return list;
        }
        ObjectNode map = Json.object().put("type", "object");
        map.set("additionalProperties", schemaOf(arguments[1]));
        return map;
    }
}
