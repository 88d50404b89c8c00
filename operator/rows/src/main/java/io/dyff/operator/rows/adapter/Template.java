package io.dyff.operator.rows.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.dyff.operator.rows.Effort;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON whose strings that start with one dollar sign are queries that must match exactly once, and whose {@code $compute}
 * objects are computations. Source of the rules: contract/data.md section 4.1.
 */
final class Template {

    private static final String COMPUTE = "$compute";

    private Template() {}

    /** @param place of the template, for messages */
    static Expression compile(JsonNode node, String place) throws AdapterException {
        if (node.isObject()) {
            return node.size() == 1 && node.has(COMPUTE) ? computation(node.get(COMPUTE), place) : object(node, place);
        }
        if (node.isArray()) {
            return array(node, place);
        }
        if (isQuery(node)) {
            return compiled(place, () -> query(node.textValue())).in("at " + place);
        }
        if (node.isTextual() && node.textValue().startsWith("$")) {
            JsonNode literal = TextNode.valueOf(node.textValue().substring(1));
            return item -> literal;
        }
        return item -> node;
    }

    /** Whether the value is the text of a query: one dollar sign, not two. */
    static boolean isQuery(JsonNode node) {
        return node.isTextual()
                && node.textValue().startsWith("$")
                && !node.textValue().startsWith("$$");
    }

    /** A query that must match exactly one value. */
    static Expression query(String text) throws AdapterException {
        JsonPath query = JsonPath.compile(text);
        return item -> {
            List<JsonNode> found = query.find(item);
            if (found.size() != 1) {
                throw new AdapterException(
                        "query " + text + " matched " + found.size() + " values, exactly one is needed");
            }
            return found.get(0);
        };
    }

    private interface Compilation {
        Expression run() throws AdapterException;
    }

    private static Expression compiled(String place, Compilation compilation) throws AdapterException {
        try {
            return compilation.run();
        } catch (AdapterException e) {
            throw e.in("at " + place);
        }
    }

    private static Expression computation(JsonNode steps, String place) throws AdapterException {
        return compiled(place, () -> Computation.compile(steps)).in("at " + place);
    }

    private static Expression object(JsonNode node, String place) throws AdapterException {
        Map<String, Expression> fields = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String key = literalKey(entry.getKey(), place);
            fields.put(key, compile(entry.getValue(), place + "." + key));
        }
        return item -> {
            ObjectNode filled = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<String, Expression> field : fields.entrySet()) {
                Effort.spend(1);
                filled.set(field.getKey(), field.getValue().of(item));
            }
            return filled;
        };
    }

    private static String literalKey(String key, String place) throws AdapterException {
        if (key.startsWith("$$")) {
            return key.substring(1);
        }
        if (key.startsWith("$")) {
            throw new AdapterException(
                    "at " + place + ": key '" + key + "' is reserved, write '$" + key + "' for a literal dollar sign");
        }
        return key;
    }

    private static Expression array(JsonNode node, String place) throws AdapterException {
        List<Expression> elements = new ArrayList<>();
        for (JsonNode element : node) {
            elements.add(compile(element, place + "[" + elements.size() + "]"));
        }
        return list(elements);
    }

    /** The results of several expressions, in order. */
    static Expression list(List<Expression> elements) {
        return item -> {
            ArrayNode filled = JsonNodeFactory.instance.arrayNode();
            for (Expression element : elements) {
                Effort.spend(1);
                filled.add(element.of(item));
            }
            return filled;
        };
    }
}
