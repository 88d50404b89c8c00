package io.dyff.kube.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.kube.object.ApiError;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * One request, read completely.
 *
 * @param query the last value of each parameter
 */
public record Call(
        String method,
        String path,
        Map<String, String> query,
        String accept,
        String contentType,
        String userAgent,
        byte[] body) {

    String parameter(String name) {
        return query.getOrDefault(name, "");
    }

    boolean flag(String name) {
        String value = parameter(name);
        return query.containsKey(name) && !value.equals("false") && !value.equals("0");
    }

    OptionalLong number(String name) {
        String value = parameter(name);
        if (value.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(value));
        } catch (NumberFormatException e) {
            throw ApiError.badRequest("parameter " + name + " must be a number, not \"" + value + "\"");
        }
    }

    /** The media type of the body without its parameters. */
    String mediaType() {
        return contentType.split(";", 2)[0].trim();
    }

    ObjectNode object() {
        return parsed().object();
    }

    JsonNode tree() {
        return parsed().tree();
    }

    /** The body, sent as JSON, YAML or protobuf. */
    Body parsed() {
        if (body.length == 0) {
            return Body.NONE;
        }
        String type = mediaType();
        if (type.equals(Protobuf.MEDIA_TYPE)) {
            return Body.of(Protobuf.read(body));
        }
        try {
            if (type.contains("yaml")) {
                return Body.yaml(body);
            } else if (type.isEmpty() || type.endsWith("json")) {
                return Body.json(body);
            }
        } catch (IOException e) {
            throw ApiError.badRequest("the body cannot be read as " + type + ": " + firstLine(e));
        }
        throw ApiError.unsupportedMediaType(
                type, String.join(", ", List.of("application/json", "application/yaml", Protobuf.MEDIA_TYPE)));
    }

    private static String firstLine(IOException e) {
        return String.valueOf(e.getMessage()).split("\n", 2)[0];
    }
}
