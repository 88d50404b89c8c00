package io.dyff.operator.steps.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Builds a new value from a {@link Template}. */
final class TransformJson implements Adapter {

    private final Expression template;

    TransformJson(JsonNode configuration) throws AdapterException {
        template = Template.compile(configuration, "$");
    }

    @Override
    public List<JsonNode> apply(JsonNode item) throws AdapterException {
        return List.of(template.of(item));
    }
}
