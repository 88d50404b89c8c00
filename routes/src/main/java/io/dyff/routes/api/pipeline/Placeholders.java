package io.dyff.routes.api.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.dyff.routes.json.Json;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code $(name)} in the texts of a node: an argument's text, or the id of what the node of that name makes; {@code
 * $(name.id)} is the same. Source: contract/api.md section 10.
 */
final class Placeholders {
    private static final Pattern FORM = Pattern.compile("\\$\\(([^()$]+?)(?:\\.id)?\\)");

    private Placeholders() {}

    /** All names that stand in the texts. */
    static Set<String> in(JsonNode node) {
        Set<String> names = new LinkedHashSet<>();
        collect(node, names);
        return names;
    }

    private static void collect(JsonNode node, Set<String> names) {
        if (node.isTextual()) {
            FORM.matcher(node.asText()).results().forEach(found -> names.add(found.group(1)));
        } else {
            node.forEach(inner -> collect(inner, names));
        }
    }

    /** The document with a value in the place of each name; one without a value stays. */
    static JsonNode replaced(JsonNode node, Map<String, String> values) {
        if (node.isTextual()) {
            return TextNode.valueOf(FORM.matcher(node.asText())
                    .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), found.group()))));
        }
        if (node instanceof ObjectNode object) {
            ObjectNode copy = Json.object();
            object.properties().forEach(field -> copy.set(field.getKey(), replaced(field.getValue(), values)));
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = Json.mapper().createArrayNode();
            array.forEach(item -> copy.add(replaced(item, values)));
            return copy;
        }
        return node;
    }
}
