package io.dyff.operator.rows.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.dyff.operator.rows.Effort;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The functions of computations by their names, with Python's semantics. Source: contract/data.md section 4.1. */
final class Functions {

    private interface Factory {
        Expression create(FunctionArguments arguments) throws AdapterException;
    }

    private static final Map<String, Factory> FUNCTIONS = Map.of(
            "findall", RegexFunctions::findAll,
            "search", RegexFunctions::search,
            "split", RegexFunctions::split,
            "sub", RegexFunctions::substitute,
            "join", Functions::join,
            "list", arguments -> Functions::list,
            "reduce", arguments -> Functions::reduce);

    private Functions() {}

    static Expression create(String name, FunctionArguments arguments) throws AdapterException {
        Factory factory = FUNCTIONS.get(name);
        if (factory == null) {
            throw new AdapterException("unknown function " + name);
        }
        return factory.create(arguments);
    }

    private static Expression join(FunctionArguments arguments) throws AdapterException {
        String separator = arguments.text("separator", "");
        return value -> {
            List<String> texts = new ArrayList<>();
            for (JsonNode element : elements(value)) {
                if (!element.isTextual()) {
                    throw new AdapterException("needs texts only, got " + Adapter.describe(element));
                }
                Effort.spend(separator.length() + element.textValue().length());
                texts.add(element.textValue());
            }
            return TextNode.valueOf(String.join(separator, texts));
        };
    }

    private static JsonNode list(JsonNode value) throws AdapterException {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        list.addAll(elements(value));
        return list;
    }

    private static JsonNode reduce(JsonNode value) throws AdapterException {
        List<JsonNode> elements = elements(value);
        if (elements.isEmpty()) {
            throw new AdapterException("needs at least one element");
        }
        if (elements.stream().allMatch(JsonNode::isTextual)) {
            elements.forEach(text -> Effort.spend(text.textValue().length()));
            return TextNode.valueOf(
                    String.join("", elements.stream().map(JsonNode::textValue).toList()));
        }
        if (elements.size() > 1 && elements.stream().allMatch(JsonNode::isArray)) {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            for (JsonNode list : elements) {
                Effort.spend(list.size());
                all.addAll((ArrayNode) list);
            }
            return all;
        }
        JsonNode sum = elements.getFirst();
        for (JsonNode element : elements.subList(1, elements.size())) {
            sum = plus(sum, element);
        }
        return sum;
    }

    private static JsonNode plus(JsonNode one, JsonNode other) throws AdapterException {
        if (isWhole(one) && isWhole(other)) {
            return whole(integer(one).add(integer(other)));
        }
        if (isNumber(one) && isNumber(other)) {
            return DoubleNode.valueOf(real(one) + real(other));
        }
        throw new AdapterException("cannot add " + Adapter.describe(one) + " and " + Adapter.describe(other));
    }

    private static boolean isNumber(JsonNode value) {
        return value.isNumber() || value.isBoolean();
    }

    private static boolean isWhole(JsonNode value) {
        return value.isIntegralNumber() || value.isBoolean();
    }

    private static BigInteger integer(JsonNode value) {
        return value.isBoolean() ? BigInteger.valueOf(value.booleanValue() ? 1 : 0) : value.bigIntegerValue();
    }

    private static double real(JsonNode value) {
        return isWhole(value) ? integer(value).doubleValue() : value.doubleValue();
    }

    /** As a reader of JSON would have it. */
    private static JsonNode whole(BigInteger sum) {
        if (sum.bitLength() < Integer.SIZE) {
            return JsonNodeFactory.instance.numberNode(sum.intValue());
        }
        return sum.bitLength() < Long.SIZE
                ? JsonNodeFactory.instance.numberNode(sum.longValue())
                : BigIntegerNode.valueOf(sum);
    }

    /** What Python iterates over: elements, the characters of a text, the keys of an object. */
    private static List<JsonNode> elements(JsonNode value) throws AdapterException {
        List<JsonNode> elements = new ArrayList<>();
        Effort.spend(value.isTextual() ? value.textValue().length() : value.size());
        if (value.isTextual()) {
            value.textValue().codePoints().forEach(c -> elements.add(TextNode.valueOf(Character.toString(c))));
        } else if (value.isObject()) {
            value.fieldNames().forEachRemaining(name -> elements.add(TextNode.valueOf(name)));
        } else if (value.isArray()) {
            value.forEach(elements::add);
        } else {
            throw new AdapterException("needs a list, got " + Adapter.describe(value));
        }
        return elements;
    }
}
