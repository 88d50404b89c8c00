package io.dyff.operator.steps.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds a new value from a JSON template whose strings starting with one dollar sign are queries that must match
 * exactly once. Source of the template rules: contract/data.md section 4.1.
 */
final class TransformJson implements Adapter {

    private interface Template {
        JsonNode fill(JsonNode item) throws AdapterException;
    }

    private final Template template;

    TransformJson(JsonNode configuration) throws AdapterException {
        template = compile(configuration, "$");
    }

    @Override
    public List<JsonNode> apply(JsonNode item) throws AdapterException {
        return List.of(template.fill(item));
    }

    private static Template compile(JsonNode node, String place) throws AdapterException {
        if (node.isObject()) {
            return compileObject(node, place);
        }
        if (node.isArray()) {
            return compileArray(node, place);
        }
        if (!node.isTextual() || !node.textValue().startsWith("$")) {
            return item -> node;
        }
        String text = node.textValue();
        if (text.startsWith("$$")) {
            TextNode literal = TextNode.valueOf(text.substring(1));
            return item -> literal;
        }
        return compileQuery(text, place);
    }

    private static Template compileQuery(String text, String place) throws AdapterException {
        JsonPath query;
        try {
            query = JsonPath.compile(text);
        } catch (AdapterException e) {
            throw e.in("at " + place);
        }
        return item -> {
            List<JsonNode> found = query.find(item);
            if (found.size() != 1) {
                throw new AdapterException("at " + place + ": query " + text + " matched " + found.size()
                        + " values, exactly one is needed");
            }
            return found.get(0);
        };
    }

    private static Template compileObject(JsonNode node, String place) throws AdapterException {
        Map<String, Template> fields = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String key = literalKey(entry.getKey(), node, place);
            fields.put(key, compile(entry.getValue(), place + "." + key));
        }
        return item -> {
            ObjectNode filled = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<String, Template> field : fields.entrySet()) {
                filled.set(field.getKey(), field.getValue().fill(item));
            }
            return filled;
        };
    }

    private static String literalKey(String key, JsonNode object, String place) throws AdapterException {
        if (key.equals("$compute") && object.size() == 1) {
            throw new AdapterException("at " + place + ": not supported yet by this version: $compute");
        }
        if (key.startsWith("$$")) {
            return key.substring(1);
        }
        if (key.startsWith("$")) {
            throw new AdapterException(
                    "at " + place + ": key '" + key + "' is reserved, write '$" + key + "' for a literal dollar sign");
        }
        return key;
    }

    private static Template compileArray(JsonNode node, String place) throws AdapterException {
        List<Template> elements = new ArrayList<>();
        for (JsonNode element : node) {
            elements.add(compile(element, place + "[" + elements.size() + "]"));
        }
        return item -> {
            ArrayNode filled = JsonNodeFactory.instance.arrayNode();
            for (Template element : elements) {
                filled.add(element.fill(item));
            }
            return filled;
        };
    }
}
