package io.dyff.routes.api.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.operation.Answer;
import io.dyff.routes.kind.operation.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Examples of requests and answers: the bodies that the contract's tests send ({@code bodies.yaml}) and one answer for each
 * schema ({@code <schema>.json}), the ids of the one being those of the other.
 */
final class Examples {
    private static final Pattern NAMED = Pattern.compile("\\$\\{(\\w+)(:\\w+)?}");
    private static final String TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJqdGkiOiJhIn0.c2lnbmF0dXJl";
    private static final String FRESH = "acme-lab";
    private final DataFiles files;
    private final JsonNode bodies;

    Examples(DataFiles files) {
        this.files = files;
        try {
            this.bodies = new YAMLMapper().readTree(files.text("bodies.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException("bodies.yaml is no YAML", e);
        }
    }

    /** True when the operation's body is another one than that of its schema. */
    boolean hasOwnRequest(Operation operation) {
        return bodies.has(operation.id());
    }

    /** A body of the operation, which has one. */
    JsonNode request(Operation operation) {
        String schema = operation.requestSchema().orElseThrow();
        JsonNode row = bodies.has(operation.id()) ? bodies.get(operation.id()) : bodies.path(schema);
        if (row.isMissingNode()) {
            throw new IllegalArgumentException("bodies.yaml has no " + schema);
        }
        Matcher named = NAMED.matcher(row.toString());
        return parsed(named.replaceAll(found -> Matcher.quoteReplacement(value(found.group(1)))));
    }

    /** A successful answer. */
    JsonNode answer(Answer answer) {
        JsonNode example = switch (answer.name()) {
            case Answer.STRING -> TextNode.valueOf(TOKEN);
            case Answer.NONE -> NullNode.getInstance();
            case Answer.ANY -> Json.object();
            default -> of(answer.name());
        };
        for (Answer.Around around : answer.around().reversed()) {
            example = switch (around) {
                case array -> Json.mapper().createArrayNode().add(example);
                case map -> Json.object().set("name", example);
            };
        }
        return example;
    }

    private String value(String name) {
        return switch (name) {
            case "account" -> account();
            case "fresh" -> FRESH;
            default -> of(name).path("id").asText();
        };
    }

    /** The owner of all examples. */
    private String account() {
        return of("Account").path("name").asText();
    }

    private ObjectNode of(String schema) {
        String file = schema + ".json";
        if (!files.has(file)) {
            throw new IllegalArgumentException("there is no example " + file);
        }
        return (ObjectNode) parsed(files.text(file));
    }

    private static JsonNode parsed(String json) {
        try {
            return Json.parse(json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("an example is no JSON", e);
        }
    }
}
