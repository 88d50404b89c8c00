package io.dyff.kube.cel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import io.dyff.kube.schema.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns JSON into the values that expressions work on; what the schema does not know is kept, so that equality sees it. */
final class Values {

    private Values() {}

    /** @param schema tells integers from numbers, and times from texts */
    static Object of(Schema schema, JsonNode value) {
        if (value.isNull()) {
            return NullValue.NULL_VALUE;
        } else if (value.isObject()) {
            return schema.additional() == null ? struct(schema, value) : map(schema, value);
        } else if (value.isArray()) {
            List<Object> items = new ArrayList<>();
            value.forEach(item -> items.add(of(schema.items(), item)));
            return items;
        } else if (value.isNumber() && schema.type().equals("number")) {
            return value.doubleValue();
        } else if (value.isTextual()) {
            return text(schema.format(), value.asText());
        }
        return plain(value);
    }

    /** An absent property and a null one are the same to rules. */
    private static Map<String, Object> struct(Schema schema, JsonNode object) {
        Map<String, Object> fields = new LinkedHashMap<>();
        object.properties().forEach(entry -> {
            if (!entry.getValue().isNull()) {
                String name = Names.escaped(entry.getKey()).orElse(entry.getKey());
                fields.put(name, of(schema.property(entry.getKey()), entry.getValue()));
            }
        });
        return fields;
    }

    private static Map<String, Object> map(Schema schema, JsonNode object) {
        Map<String, Object> entries = new LinkedHashMap<>();
        object.properties()
                .forEach(entry -> entries.put(entry.getKey(), of(schema.property(entry.getKey()), entry.getValue())));
        return entries;
    }

    /** A value of no known schema, with the names that it has. */
    static Object plain(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> {
                Map<String, Object> entries = new LinkedHashMap<>();
                value.properties().forEach(entry -> entries.put(entry.getKey(), plain(entry.getValue())));
                yield entries;
            }
            case ARRAY -> {
                List<Object> items = new ArrayList<>();
                value.forEach(item -> items.add(plain(item)));
                yield items;
            }
            case BOOLEAN -> value.booleanValue();
            case NUMBER -> value.isIntegralNumber() ? (Object) value.longValue() : (Object) value.doubleValue();
            case STRING -> value.asText();
            default -> NullValue.NULL_VALUE;
        };
    }

    /** A text that is not of its format stays a text: the schema refuses it, or the rule that takes it for something else. */
    private static Object text(String format, String text) {
        try {
            return switch (format) {
                case "byte" -> CelByteString.of(Base64.getDecoder().decode(text));
                case "date" ->
                    LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
                case "date-time" -> time(text);
                case "duration" -> Durations.parse(text);
                default -> text;
            };
        } catch (DateTimeParseException | IllegalArgumentException e) {
            return text;
        }
    }

    private static Instant time(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }
}
