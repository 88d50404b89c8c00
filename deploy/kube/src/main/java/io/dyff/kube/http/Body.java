package io.dyff.kube.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.dyff.kube.object.ApiError;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * What came with a request, read.
 *
 * @param tree       missing when nothing came
 * @param duplicates what is to be said of each field that stands there twice; the last one holds
 */
record Body(JsonNode tree, List<String> duplicates) {

    static final Body NONE = of(JsonNodeFactory.instance.missingNode());

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final ObjectMapper STRICT_JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final ObjectMapper YAML = YAMLMapper.builder().build();
    private static final ObjectMapper STRICT_YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    static Body of(JsonNode tree) {
        return new Body(tree, List.of());
    }

    /** @throws IOException when the bytes are not one JSON document */
    static Body json(byte[] bytes) throws IOException {
        return read(bytes, STRICT_JSON, JSON, parser -> "duplicate field \"" + path(parser.getParsingContext()) + "\"");
    }

    /** @throws IOException when the bytes are not a YAML (or JSON) document */
    static Body yaml(byte[] bytes) throws IOException {
        return read(bytes, STRICT_YAML, YAML, Body::line);
    }

    private static String line(JsonParser parser) {
        return "line " + parser.currentTokenLocation().getLineNr() + ": key \""
                + parser.getParsingContext().getCurrentName() + "\" already set in map";
    }

    /** Looks for duplicates only after a reader that takes none has failed. */
    private static Body read(
            byte[] bytes, ObjectMapper strict, ObjectMapper lenient, Function<JsonParser, String> duplicate)
            throws IOException {
        try {
            return of(strict.readTree(bytes));
        } catch (IOException e) {
            JsonNode tree = lenient.readTree(bytes);
            try (JsonParser parser = lenient.createParser(bytes)) {
                return new Body(tree, duplicates(parser, duplicate));
            }
        }
    }

    private static List<String> duplicates(JsonParser parser, Function<JsonParser, String> duplicate)
            throws IOException {
        List<String> found = new ArrayList<>();
        Deque<Set<String>> open = new ArrayDeque<>();
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (token.isStructStart()) {
                open.push(new HashSet<>());
            } else if (token.isStructEnd()) {
                open.pop();
            } else if (token == JsonToken.FIELD_NAME && !open.element().add(parser.currentName())) {
                found.add(duplicate.apply(parser));
            }
        }
        return found;
    }

    /** The path of a field as messages write it: {@code spec.parts[0].name}. */
    private static String path(JsonStreamContext context) {
        if (context.inRoot()) {
            return "";
        }
        String parent = path(context.getParent());
        if (context.inArray()) {
            return parent + "[" + context.getCurrentIndex() + "]";
        }
        return parent.isEmpty() ? context.getCurrentName() : parent + "." + context.getCurrentName();
    }

    ObjectNode object() {
        if (tree instanceof ObjectNode object) {
            return object;
        }
        throw ApiError.badRequest("the body must be one object");
    }
}
