package io.dyff.operator.rows.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.operator.rows.Effort;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes nested objects one flat object with dotted keys; lists are leaves and empty objects vanish. The prefix is on
 * only without a configuration or when it asks for it: stored pipelines rely on this oddity (contract/data.md 4.2).
 */
final class FlattenHierarchy implements Adapter {

    private final List<String> fields;
    private final int depth;
    private final boolean addPrefix;

    FlattenHierarchy(@Nullable JsonNode configuration) throws AdapterException {
        if (configuration == null) {
            fields = List.of();
            depth = Integer.MAX_VALUE;
            addPrefix = true;
            return;
        }
        if (!configuration.isObject() || configuration.isEmpty()) {
            throw new AdapterException("configuration must be absent or an object with at least one option");
        }
        fields = present(configuration, "fields") ? AdapterConfiguration.strings(configuration, "fields") : List.of();
        depth = depth(configuration);
        addPrefix = configuration.path("addPrefix").asBoolean(false);
    }

    private static boolean present(JsonNode configuration, String key) {
        return configuration.hasNonNull(key);
    }

    private static int depth(JsonNode configuration) throws AdapterException {
        if (!present(configuration, "depth")) {
            return Integer.MAX_VALUE;
        }
        JsonNode depth = configuration.get("depth");
        if (!depth.isIntegralNumber() || !depth.canConvertToInt() || depth.intValue() < 0) {
            throw new AdapterException("configuration 'depth' must be a whole number of at least 0, got " + depth);
        }
        return depth.intValue();
    }

    @Override
    public List<JsonNode> apply(JsonNode item) throws AdapterException {
        ObjectNode flat = Adapter.copyOfObject(item);
        if (fields.isEmpty()) {
            flat.removeAll();
            flatten(item, "", 0, flat);
            return List.of(flat);
        }
        for (String field : fields) {
            Adapter.requiredField(item, field);
        }
        flat.remove(fields);
        for (String field : fields) {
            add(flat, field, field, item.get(field), 1);
        }
        return List.of(flat);
    }

    private void flatten(JsonNode object, String prefix, int length, ObjectNode flat) {
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            Effort.spend(1L + prefix.length() + entry.getKey().length());
            String path = prefix.isEmpty() ? entry.getKey() : prefix + "." + entry.getKey();
            add(flat, path, entry.getKey(), entry.getValue(), length + 1);
        }
    }

    private void add(ObjectNode flat, String path, String name, JsonNode value, int length) {
        if (value.isObject() && length <= depth) {
            flatten(value, path, length, flat);
        } else {
            flat.set(addPrefix ? path : name, value);
        }
    }
}
