package io.dyff.kube.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds everything in a value that its schema does not allow, but for its rules in CEL. */
public final class SchemaCheck {

    private final List<Cause> causes = new ArrayList<>();

    private SchemaCheck() {}

    public static List<Cause> check(Schema schema, JsonNode value, String path) {
        SchemaCheck check = new SchemaCheck();
        check.visit(schema, value, path);
        return check.causes;
    }

    private void visit(Schema schema, JsonNode value, String path) {
        if (value.isNull()) {
            if (!schema.nullable()
                    && !schema.preservesUnknown()
                    && !schema.type().isEmpty()) {
                wrongType(schema.type(), value, path);
            }
            return;
        }
        if (!hasType(schema, value)) {
            wrongType(schema.intOrString() ? "integer,string" : schema.type(), value, path);
            return;
        }
        Constraints limits = schema.constraints();
        scalar(limits, value, path);
        if (value.isObject()) {
            object(schema, limits, value, path);
        } else if (value.isArray()) {
            array(schema, limits, value, path);
        }
        combined(limits, value, path);
    }

    private static boolean hasType(Schema schema, JsonNode value) {
        if (schema.intOrString()) {
            return value.isIntegralNumber() || value.isTextual() || value.isNumber();
        }
        return switch (schema.type()) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "boolean" -> value.isBoolean();
            case "integer" ->
                value.isIntegralNumber()
                        || (value.isNumber()
                                && value.decimalValue().stripTrailingZeros().scale() <= 0);
            case "number" -> value.isNumber();
            default -> true;
        };
    }

    private void wrongType(String wanted, JsonNode value, String path) {
        String found = switch (value.getNodeType()) {
            case OBJECT -> "object";
            case ARRAY -> "array";
            case STRING -> "string";
            case BOOLEAN -> "boolean";
            case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
            default -> "null";
        };
        causes.add(new Cause(
                "FieldValueTypeInvalid",
                path,
                "Invalid value: \"" + found + "\": " + path + " in body must be of type " + wanted + ": \"" + found
                        + "\""));
    }

    private void scalar(Constraints limits, JsonNode value, String path) {
        if (!limits.allows(value)) {
            String allowed = limits.allowed().stream().map(JsonNode::toString).collect(Collectors.joining(", "));
            causes.add(new Cause(
                    "FieldValueNotSupported", path, "Unsupported value: " + value + ": supported values: " + allowed));
        }
        if (value.isTextual()) {
            text(limits, value.asText(), path);
        } else if (value.isNumber()) {
            number(limits, value.decimalValue(), path);
        }
    }

    private void text(Constraints limits, String text, String path) {
        int length = text.codePointCount(0, text.length());
        if (length < limits.length().least()) {
            invalid(path, quoted(text), "should be at least " + limits.length().least() + " chars long");
        }
        if (length > limits.length().most()) {
            causes.add(new Cause(
                    "FieldValueTooLong",
                    path,
                    "Too long: may not be more than " + limits.length().most() + " bytes"));
        }
        if (limits.pattern() != null && !limits.pattern().matcher(text).find()) {
            invalid(path, quoted(text), "should match '" + limits.pattern().pattern() + "'");
        }
        if (limits.format().equals("date-time") && !isTime(text)) {
            invalid(path, quoted(text), "must be of type date-time");
        }
    }

    private static boolean isTime(String text) {
        try {
            OffsetDateTime.parse(text);
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private void number(Constraints limits, BigDecimal number, String path) {
        if (limits.minimum() != null) {
            int order = number.compareTo(limits.minimum());
            if (order < 0 || (limits.aboveMinimum() && order == 0)) {
                String than = limits.aboveMinimum() ? "greater than " : "greater than or equal to ";
                invalid(path, number.toPlainString(), "should be " + than + shown(limits.minimum()));
            }
        }
        if (limits.maximum() != null) {
            int order = number.compareTo(limits.maximum());
            if (order > 0 || (limits.belowMaximum() && order == 0)) {
                String than = limits.belowMaximum() ? "less than " : "less than or equal to ";
                invalid(path, number.toPlainString(), "should be " + than + shown(limits.maximum()));
            }
        }
    }

    private void object(Schema schema, Constraints limits, JsonNode value, String path) {
        for (String name : limits.required()) {
            if (!value.has(name)) {
                causes.add(Cause.required(join(path, name)));
            }
        }
        count(limits.properties(), value.size(), path, "properties");
        value.properties().forEach(e -> visit(schema.property(e.getKey()), e.getValue(), join(path, e.getKey())));
    }

    private void array(Schema schema, Constraints limits, JsonNode value, String path) {
        count(limits.items(), value.size(), path, "items");
        Set<Object> seen = new HashSet<>();
        for (int i = 0; i < value.size(); i++) {
            JsonNode item = value.get(i);
            String place = path + "[" + i + "]";
            visit(schema.items(), item, place);
            Object identity = identity(schema, limits, item);
            if (identity != null && !seen.add(identity)) {
                causes.add(new Cause("FieldValueDuplicate", place, "Duplicate value: " + identity));
            }
        }
    }

    private static @org.jspecify.annotations.Nullable Object identity(
            Schema schema, Constraints limits, JsonNode item) {
        if (schema.listType() == Schema.ListType.MAP) {
            return ListKey.of(schema, item);
        }
        return schema.listType() == Schema.ListType.SET || limits.unique() ? item : null;
    }

    private void count(Constraints.Range range, int count, String path, String what) {
        if (count < range.least()) {
            invalid(path, Integer.toString(count), "should have at least " + range.least() + " " + what);
        }
        if (count > range.most()) {
            causes.add(new Cause(
                    "FieldValueTooMany",
                    path,
                    "Too many: " + count + ": must have at most " + range.most() + " " + what));
        }
    }

    private void combined(Constraints limits, JsonNode value, String path) {
        limits.allOf().forEach(one -> visit(one, value, path));
        if (!limits.anyOf().isEmpty() && matching(limits.anyOf(), value, path) == 0) {
            invalid(path, shown(value), "must validate at least one schema (anyOf)");
        }
        if (!limits.oneOf().isEmpty() && matching(limits.oneOf(), value, path) != 1) {
            invalid(path, shown(value), "must validate one and only one schema (oneOf)");
        }
    }

    private static long matching(List<Schema> schemas, JsonNode value, String path) {
        return schemas.stream().filter(one -> check(one, value, path).isEmpty()).count();
    }

    private void invalid(String path, String shown, String why) {
        causes.add(Cause.invalid(path, shown, path + " in body " + why));
    }

    private static String shown(JsonNode value) {
        return value.isContainerNode()
                ? "\"" + value.getNodeType().name().toLowerCase(java.util.Locale.ROOT) + "\""
                : value.toString();
    }

    private static String shown(BigDecimal limit) {
        return limit.stripTrailingZeros().toPlainString();
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }

    static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
