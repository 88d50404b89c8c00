package io.dyff.kube.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.kube.Json;
import io.dyff.kube.object.ApiError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads built-in objects that clients written in Go send in protobuf, as {@code kubectl create namespace} does; answers
 * are always JSON, which such clients accept.
 *
 * <p>Form: four bytes of magic, then an envelope with apiVersion, kind and the raw object; source: Kubernetes API
 * concepts, "Protobuf encoding".
 */
final class Protobuf {

    static final String MEDIA_TYPE = "application/vnd.kubernetes.protobuf";

    private static final byte[] MAGIC = {'k', '8', 's', 0};
    private static final int MOST_DEPTH = 64;
    private static final Map<String, Map<Integer, Field>> TYPES = types();

    /**
     * One field of a type.
     *
     * @param name     in JSON; {@code -} when the field's own fields stand in the parent
     * @param optional left out when it is empty
     */
    private record Field(String name, String type, boolean list, boolean map, boolean optional) {

        static Field parse(String text) {
            String name = text.substring(0, text.indexOf(' '));
            String type = text.substring(text.indexOf(' ') + 1);
            boolean optional = type.endsWith("?");
            boolean list = type.startsWith("[]");
            boolean map = type.startsWith("{}");
            String plain = type.substring(list || map ? 2 : 0, type.length() - (optional ? 1 : 0));
            return new Field(name, plain, list, map, optional);
        }
    }

    private Protobuf() {}

    private static Map<String, Map<Integer, Field>> types() {
        Map<String, Map<Integer, Field>> types = new HashMap<>();
        Json.resource(Protobuf.class, "protobuf-fields.yaml").properties().forEach(type -> {
            Map<Integer, Field> fields = new HashMap<>();
            type.getValue()
                    .properties()
                    .forEach(field -> fields.put(
                            Integer.valueOf(field.getKey()),
                            Field.parse(field.getValue().asText())));
            types.put(type.getKey(), fields);
        });
        return types;
    }

    static ObjectNode read(byte[] body) {
        if (!Arrays.equals(body, 0, Math.min(4, body.length), MAGIC, 0, 4)) {
            throw ApiError.badRequest("the body does not begin as protobuf of Kubernetes does");
        }
        try {
            Envelope envelope = Envelope.read(new ProtobufReader(body, 4, body.length));
            if (!TYPES.containsKey(envelope.kind)) {
                throw ApiError.unsupportedMediaType(
                        MEDIA_TYPE + " of kind " + envelope.kind, "application/json, application/yaml");
            }
            ObjectNode object = Json.object().put("kind", envelope.kind).put("apiVersion", envelope.apiVersion);
            readInto(object, envelope.kind, envelope.raw, 0);
            return object;
        } catch (IOException e) {
            throw ApiError.badRequest("the body cannot be read as " + MEDIA_TYPE + ": " + e.getMessage());
        }
    }

    /** What stands around the object. */
    private record Envelope(String apiVersion, String kind, ProtobufReader raw) {

        static Envelope read(ProtobufReader reader) throws IOException {
            String apiVersion = "";
            String kind = "";
            ProtobufReader raw = new ProtobufReader(new byte[0], 0, 0);
            while (reader.next()) {
                if (reader.field() == 1) {
                    ProtobufReader meta = reader.message();
                    while (meta.next()) {
                        if (meta.field() == 1) {
                            apiVersion = meta.text();
                        } else if (meta.field() == 2) {
                            kind = meta.text();
                        } else {
                            meta.skip();
                        }
                    }
                } else if (reader.field() == 2) {
                    raw = reader.message();
                } else {
                    reader.skip();
                }
            }
            return new Envelope(apiVersion, kind, raw);
        }
    }

    private static void readInto(ObjectNode object, String type, ProtobufReader reader, int depth) throws IOException {
        if (depth > MOST_DEPTH) {
            throw new IOException("nested too deeply");
        }
        Map<Integer, Field> fields = TYPES.getOrDefault(type, Map.of());
        while (reader.next()) {
            Field field = fields.get(reader.field());
            if (field == null) {
                reader.skip();
            } else if (field.name.equals("-")) {
                readInto(object, field.type, reader.message(), depth + 1);
            } else if (field.map) {
                readEntry(Json.child(object, field.name), field, reader.message(), depth);
            } else if (field.list) {
                ArrayNode list = object.withArray(field.name);
                list.add(value(field.type, reader, depth));
            } else {
                JsonNode value = value(field.type, reader, depth);
                if (!(field.optional && isEmpty(value)) && !value.isNull()) {
                    object.set(field.name, value);
                }
            }
        }
    }

    private static boolean isEmpty(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> value.asText().isEmpty();
            case NUMBER -> value.asLong() == 0;
            case BOOLEAN -> !value.asBoolean();
            default -> value.isEmpty();
        };
    }

    private static void readEntry(ObjectNode map, Field field, ProtobufReader entry, int depth) throws IOException {
        String key = "";
        @Nullable JsonNode value = null;
        while (entry.next()) {
            if (entry.field() == 1) {
                key = entry.text();
            } else if (entry.field() == 2) {
                value = value(field.type, entry, depth);
            } else {
                entry.skip();
            }
        }
        map.set(key, value == null ? JsonNodeFactory.instance.textNode("") : value);
    }

    private static JsonNode value(String type, ProtobufReader reader, int depth) throws IOException {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (type) {
            case "string" -> nodes.textNode(reader.text());
            case "int" -> number(reader.number());
            case "bool" -> nodes.booleanNode(reader.number() != 0);
            case "bytes" -> nodes.textNode(BinaryNode.valueOf(reader.bytes()).asText());
            case "Time" -> time(reader.message());
            case "Quantity" -> parts(reader.message(), 1).path("1");
            case "IntOrString" -> intOrString(parts(reader.message(), 3));
            case "Raw" -> raw(reader.message());
            default -> {
                ObjectNode object = Json.object();
                readInto(object, type, reader.message(), depth + 1);
                yield object;
            }
        };
    }

    private static JsonNode number(long value) {
        boolean small = value == (int) value;
        return small ? JsonNodeFactory.instance.numberNode((int) value) : JsonNodeFactory.instance.numberNode(value);
    }

    /** The fields of a small message by their numbers; the one that holds text is given. */
    private static ObjectNode parts(ProtobufReader reader, int textField) throws IOException {
        ObjectNode parts = Json.object();
        while (reader.next()) {
            String name = Integer.toString(reader.field());
            if (reader.field() == textField) {
                parts.put(name, reader.text());
            } else {
                parts.put(name, reader.number());
            }
        }
        return parts;
    }

    private static JsonNode time(ProtobufReader message) throws IOException {
        ObjectNode parts = parts(message, -1);
        if (parts.isEmpty()) {
            return NullNode.getInstance();
        }
        Instant instant =
                Instant.ofEpochSecond(parts.path("1").asLong(), parts.path("2").asLong());
        return JsonNodeFactory.instance.textNode(instant.toString());
    }

    private static JsonNode intOrString(ObjectNode parts) {
        boolean text = parts.path("1").asInt() == 1;
        return text
                ? JsonNodeFactory.instance.textNode(parts.path("3").asText())
                : number(parts.path("2").asLong());
    }

    private static JsonNode raw(ProtobufReader message) throws IOException {
        JsonNode raw = NullNode.getInstance();
        while (message.next()) {
            raw = Json.parse(message.text().getBytes(StandardCharsets.UTF_8));
        }
        return raw;
    }
}
