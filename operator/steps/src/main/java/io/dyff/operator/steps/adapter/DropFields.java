package io.dyff.operator.steps.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Removes the named top-level fields; those that are missing are no fault. */
final class DropFields implements Adapter {

    private final List<String> fields;

    DropFields(JsonNode configuration) throws AdapterException {
        fields = AdapterConfiguration.strings(configuration, "fields");
    }

    @Override
    public List<JsonNode> apply(JsonNode item) throws AdapterException {
        ObjectNode rest = Adapter.copyOfObject(item);
        rest.remove(fields);
        return List.of(rest);
    }
}
