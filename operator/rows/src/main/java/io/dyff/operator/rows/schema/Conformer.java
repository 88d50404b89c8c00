package io.dyff.operator.rows.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.dyff.operator.rows.Effort;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/**
 * Fits JSON to a type, so that a stored batch can never fail: unknown fields fall away, absent ones become null (every
 * field is nullable), anything else that does not fit is refused.
 */
final class Conformer {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static JsonNode conform(DataType type, JsonNode value, String path) throws SchemaMismatchException {
        Effort.spend(1);
        if (value.isNull() || value.isMissingNode()) {
            return NullNode.getInstance();
        }
        return switch (type) {
            case DataType.Whole whole -> whole(whole, value, path);
            case DataType.Real real -> real(real, value, path);
            case DataType.Truth truth -> expect(value.isBoolean(), value, path, "a boolean");
            case DataType.Text text ->
                expect(value.isTextual() && isUnicode(value.textValue()), value, path, "a Unicode string");
            case DataType.Json json -> json(value, path);
            case DataType.Bytes bytes -> bytes(bytes, value, path);
            case DataType.ListOf list -> list(list, value, path);
            case DataType.StructOf struct -> struct(struct, value, path);
        };
    }

    /** A text that is JSON already, such as arguments of tools, stays what it is. */
    private static JsonNode json(JsonNode value, String path) throws SchemaMismatchException {
        Effort.spendOn(value);
        String text = value.isTextual() && isJson(value.textValue()) ? value.textValue() : value.toString();
        expect(isUnicode(text), value, path, "Unicode");
        return TextNode.valueOf(text);
    }

    private static boolean isJson(String text) {
        try {
            return JSON.readTree(text) != null;
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static JsonNode expect(boolean fits, JsonNode value, String path, String expected)
            throws SchemaMismatchException {
        if (!fits) {
            throw new SchemaMismatchException(path, expected, value);
        }
        return value;
    }

    /** Beyond the type's range there is only infinity, which nobody said. */
    private static JsonNode real(DataType.Real type, JsonNode value, String path) throws SchemaMismatchException {
        expect(value.isNumber(), value, path, "a number");
        double number = value.doubleValue();
        boolean fits = type.isSingle() ? Float.isFinite((float) number) : Double.isFinite(number);
        return expect(fits, value, path, "a number that a " + type.name() + " can hold");
    }

    private static JsonNode whole(DataType.Whole type, JsonNode value, String path) throws SchemaMismatchException {
        if (value.isIntegralNumber() || (value.isNumber() && isWhole(value.doubleValue()))) {
            BigInteger number = value.isIntegralNumber()
                    ? value.bigIntegerValue()
                    : value.decimalValue().toBigInteger();
            if (number.compareTo(BigInteger.valueOf(type.least())) >= 0 && number.compareTo(type.most()) <= 0) {
                return BigIntegerNode.valueOf(number);
            }
        }
        throw new SchemaMismatchException(
                path, "a whole number between " + type.least() + " and " + type.most(), value);
    }

    private static boolean isWhole(double number) {
        return Double.isFinite(number) && number == Math.rint(number);
    }

    private static JsonNode bytes(DataType.Bytes type, JsonNode value, String path) throws SchemaMismatchException {
        String text = expect(value.isTextual(), value, path, "base64 text").textValue();
        byte[] decoded;
        try {
            decoded = type.width() == 16 && isUuid(text)
                    ? HexFormat.of().parseHex(text.replace("-", ""))
                    : Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new SchemaMismatchException(path, "base64 text", value);
        }
        if (type.width() != 0 && decoded.length != type.width()) {
            throw new SchemaMismatchException(path, type.width() + " bytes as base64", value);
        }
        return TextNode.valueOf(Base64.getEncoder().encodeToString(decoded));
    }

    private static boolean isUuid(String text) {
        return text.matches("[0-9a-fA-F]{8}-?([0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}");
    }

    /** Lone surrogates have no UTF-8 form. */
    private static boolean isUnicode(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static JsonNode list(DataType.ListOf type, JsonNode value, String path) throws SchemaMismatchException {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (JsonNode element : expect(value.isArray(), value, path, "a list")) {
            list.add(conform(type.element(), element, path + "[" + list.size() + "]"));
        }
        return list;
    }

    private static JsonNode struct(DataType.StructOf type, JsonNode value, String path) throws SchemaMismatchException {
        expect(value.isObject(), value, path, "an object");
        ObjectNode struct = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, DataType> field : type.fields().entrySet()) {
            String name = field.getKey();
            struct.set(name, conform(field.getValue(), value.path(name), path + "." + name));
        }
        return struct;
    }

    private Conformer() {}
}
