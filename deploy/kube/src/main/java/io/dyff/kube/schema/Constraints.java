package io.dyff.kube.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.kube.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a value must fulfil beyond its type; formats other than date-time are not checked, as in Kubernetes most are not.
 *
 * @param anyOf and the other two: schemas used for checking only, never for pruning
 */
record Constraints(
        List<String> required,
        List<JsonNode> allowed,
        @Nullable Pattern pattern,
        @Nullable BigDecimal minimum,
        boolean aboveMinimum,
        @Nullable BigDecimal maximum,
        boolean belowMaximum,
        Range length,
        Range items,
        Range properties,
        boolean unique,
        String format,
        List<Schema> allOf,
        List<Schema> anyOf,
        List<Schema> oneOf) {

    /** A range of counts, both ends included. */
    record Range(int least, int most) {

        static Range of(JsonNode source, String least, String most) {
            return new Range(source.path(least).asInt(0), source.path(most).asInt(Integer.MAX_VALUE));
        }
    }

    static Constraints of(JsonNode source, Function<String, JsonNode> definitions) {
        List<String> required = new ArrayList<>();
        source.path("required").forEach(name -> required.add(name.asText()));
        List<JsonNode> allowed = new ArrayList<>();
        source.path("enum").forEach(allowed::add);
        String pattern = source.path("pattern").asText("");
        return new Constraints(
                required,
                allowed,
                pattern.isEmpty() ? null : Pattern.compile(pattern),
                number(source, "minimum"),
                source.path("exclusiveMinimum").asBoolean(false),
                number(source, "maximum"),
                source.path("exclusiveMaximum").asBoolean(false),
                Range.of(source, "minLength", "maxLength"),
                Range.of(source, "minItems", "maxItems"),
                Range.of(source, "minProperties", "maxProperties"),
                source.path("uniqueItems").asBoolean(false),
                source.path("format").asText(""),
                schemas(source.path("allOf"), definitions),
                schemas(source.path("anyOf"), definitions),
                schemas(source.path("oneOf"), definitions));
    }

    private static @Nullable BigDecimal number(JsonNode source, String field) {
        return source.path(field).isNumber() ? source.get(field).decimalValue() : null;
    }

    private static List<Schema> schemas(JsonNode nodes, Function<String, JsonNode> definitions) {
        List<Schema> schemas = new ArrayList<>();
        nodes.forEach(node -> schemas.add(new Schema(node, definitions)));
        return schemas;
    }

    boolean allows(JsonNode value) {
        return allowed.isEmpty() || allowed.stream().anyMatch(one -> Json.same(one, value));
    }
}
