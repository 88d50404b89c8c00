package io.dyff.operator.rows.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Reads the parts of an adapter's configuration that several kinds share. */
final class AdapterConfiguration {

    static List<String> strings(JsonNode configuration, String key) throws AdapterException {
        JsonNode value = configuration.get(key);
        if (value == null || !value.isArray()) {
            throw new AdapterException("configuration '" + key + "' must be a list of field names");
        }
        var names = new ArrayList<String>();
        for (JsonNode name : value) {
            if (!name.isTextual()) {
                throw new AdapterException("configuration '" + key + "' must hold field names only, got " + name);
            }
            names.add(name.textValue());
        }
        return names;
    }

    private AdapterConfiguration() {}
}
