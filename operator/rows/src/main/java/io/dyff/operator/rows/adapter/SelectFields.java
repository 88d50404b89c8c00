package io.dyff.operator.rows.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keeps only the named top-level fields, in the order of the configuration. */
final class SelectFields implements Adapter {

    private final List<String> fields;

    SelectFields(JsonNode configuration) throws AdapterException {
        fields = AdapterConfiguration.strings(configuration, "fields");
    }

    @Override
    public Optional<Set<String>> reads() {
        return Optional.of(Set.copyOf(fields));
    }

    @Override
    public List<JsonNode> apply(JsonNode item) throws AdapterException {
        ObjectNode selected = JsonNodeFactory.instance.objectNode();
        for (String field : fields) {
            selected.set(field, Adapter.requiredField(item, field));
        }
        return List.of(selected);
    }
}
