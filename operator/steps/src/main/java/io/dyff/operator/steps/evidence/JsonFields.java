package io.dyff.operator.steps.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.operator.steps.storage.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * An object of a JSON file, which names file and field when it is not as it should be.
 *
 * @param file for messages
 * @param path of the object in it, empty at the top
 */
record JsonFields(String file, String path, JsonNode node) {

    JsonFields object(String field) throws EvidenceException {
        return new JsonFields(
                file, pathOf(field), require(field, node.path(field).isObject(), "an object"));
    }

    List<JsonFields> objects(String field) throws EvidenceException {
        List<JsonFields> objects = new ArrayList<>();
        for (JsonNode item : require(field, node.path(field).isArray(), "a list")) {
            String itemPath = pathOf(field) + "[" + objects.size() + "]";
            if (!item.isObject()) {
                throw wrong(itemPath, "an object");
            }
            objects.add(new JsonFields(file, itemPath, item));
        }
        return objects;
    }

    List<String> texts(String field) throws EvidenceException {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : require(field, node.path(field).isArray(), "a list")) {
            if (!item.isTextual()) {
                throw wrong(pathOf(field) + "[" + texts.size() + "]", "a text");
            }
            texts.add(item.textValue());
        }
        return texts;
    }

    String text(String field) throws EvidenceException {
        return require(field, node.path(field).isTextual(), "a text").textValue();
    }

    Optional<String> optionalText(String field) {
        return Optional.ofNullable(node.path(field).textValue());
    }

    /** At least 0. */
    long count(String field) throws EvidenceException {
        JsonNode value = node.path(field);
        boolean fits = value.isIntegralNumber() && value.canConvertToLong() && value.longValue() >= 0;
        return require(field, fits, "a whole number of at least 0").longValue();
    }

    String sha256(String field) throws EvidenceException {
        String hex = text(field);
        require(field, Sha256.isHex(hex), "64 hex digits, small ones");
        return hex;
    }

    /** Texts by name, none when the field is absent. */
    SequencedMap<String, String> optionalTexts(String field) throws EvidenceException {
        SequencedMap<String, String> texts = new TreeMap<>();
        if (node.has(field)) {
            JsonFields inner = object(field);
            for (Map.Entry<String, JsonNode> entry : inner.node.properties()) {
                texts.put(entry.getKey(), inner.text(entry.getKey()));
            }
        }
        return texts;
    }

    /** Counts by name. */
    SequencedMap<String, Long> counts(String field) throws EvidenceException {
        JsonFields inner = object(field);
        SequencedMap<String, Long> counts = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : inner.node.properties()) {
            counts.put(entry.getKey(), inner.count(entry.getKey()));
        }
        return counts;
    }

    EvidenceException wrong(String field, String expected) {
        return new EvidenceException(file + ": " + field + " must be " + expected);
    }

    private JsonNode require(String field, boolean fits, String expected) throws EvidenceException {
        if (!fits) {
            throw wrong(pathOf(field), expected);
        }
        return node.path(field);
    }

    String pathOf(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }
}
