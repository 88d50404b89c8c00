package io.dyff.routes.entity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.dyff.routes.http.problem.FieldError;
import io.dyff.routes.json.Json;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Brings a request into its normal form along its schema, as the released clients' models do: nulls that mean absent go,
 * times become UTC, durations ISO 8601, web and e-mail addresses those of every reader, and whole numbers are numbers.
 * What cannot be brought there is left to the validation, but for texts of a format, which it does not check.
 */
final class NormalForm {
    private final boolean naiveTimes;
    private final List<FieldError> errors;

    /**
     * @param naiveTimes whether a time without offset is taken as UTC; else it is an error
     * @param errors collects what is wrong
     */
    NormalForm(boolean naiveTimes, List<FieldError> errors) {
        this.naiveTimes = naiveTimes;
        this.errors = errors;
    }

    JsonNode of(SchemaNode schema, JsonNode document) {
        return walk(schema, document, "");
    }

    private JsonNode walk(SchemaNode place, JsonNode value, String path) {
        SchemaNode scalar = place.withFormat();
        if (value.isValueNode() && !value.isNull()) {
            return scalar(scalar, value, path);
        }
        SchemaNode chosen = place.chosenBy(value);
        if (value instanceof ObjectNode object) {
            ObjectNode copy = Json.object();
            object.properties().forEach(field -> {
                SchemaNode inner = chosen.property(field.getKey());
                if (!(field.getValue().isNull() && inner.nullMeansAbsent())) {
                    copy.set(
                            field.getKey(),
                            inner.isMissing()
                                    ? field.getValue()
                                    : walk(inner, field.getValue(), path + "/" + escaped(field.getKey())));
                }
            });
            return copy;
        }
        if (value instanceof ArrayNode array) {
            ArrayNode copy = Json.mapper().createArrayNode();
            for (int i = 0; i < array.size(); i++) {
                copy.add(walk(chosen.items(), array.get(i), path + "/" + i));
            }
            return copy;
        }
        return value;
    }

    private JsonNode scalar(SchemaNode place, JsonNode value, String path) {
        return switch (place.format()) {
            case "date-time" -> time(value, path);
            case "duration" -> orError(Scalars.duration(value), value, path, "is no duration (ISO 8601, such as P1D)");
            case "uri" -> text(HttpUrl::normal, value, path, "is no web address (such as https://example.org/)");
            case "email" -> text(EmailAddress::normal, value, path, "is no e-mail address (such as ada@example.org)");
            default ->
                place.type().equals("integer")
                        ? Scalars.integer(value).map(NormalForm::number).orElse(value)
                        : value;
        };
    }

    private JsonNode time(JsonNode value, String path) {
        if (!naiveTimes && Scalars.isNaive(value)) {
            errors.add(new FieldError(path, "must say its offset from UTC, such as a trailing Z"));
            return value;
        }
        return orError(Scalars.time(value), value, path, "is no time (ISO 8601, such as 2026-01-01T00:00:00Z)");
    }

    /** Whether it is a text at all is the validation's to say. */
    private JsonNode text(Function<String, Optional<String>> form, JsonNode value, String path, String message) {
        return value.isTextual() ? orError(form.apply(value.asText()), value, path, message) : value;
    }

    private JsonNode orError(Optional<String> normal, JsonNode value, String path, String message) {
        if (normal.isEmpty()) {
            errors.add(new FieldError(path, message));
            return value;
        }
        return TextNode.valueOf(normal.get());
    }

    private static JsonNode number(BigInteger value) {
        return value.bitLength() < Long.SIZE
                ? Json.mapper().getNodeFactory().numberNode(value.longValue())
                : Json.mapper().getNodeFactory().numberNode(value);
    }

    static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
