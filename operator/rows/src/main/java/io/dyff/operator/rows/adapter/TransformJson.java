package io.dyff.operator.rows.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Builds a new value from a {@link Template}. */
final class TransformJson implements Adapter {

    private final Expression template;
    private final Optional<Set<String>> reads;

    TransformJson(JsonNode configuration) throws AdapterException {
        template = Template.compile(configuration, "$");
        reads = FieldsRead.ofTemplate(configuration);
    }

    @Override
    public Optional<Set<String>> reads() {
        return reads;
    }

    @Override
    public List<JsonNode> apply(JsonNode item) throws AdapterException {
        return List.of(template.of(item));
    }
}
