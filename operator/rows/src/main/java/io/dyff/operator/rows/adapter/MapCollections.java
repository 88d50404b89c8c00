package io.dyff.operator.rows.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.operator.rows.Effort;
import java.util.List;

/** Applies one adapter to the elements of each named list; the lists may change their length. */
final class MapCollections implements Adapter {

    private final List<String> collections;
    private final Adapter adapter;

    MapCollections(JsonNode configuration) throws AdapterException {
        collections = AdapterConfiguration.strings(configuration, "collections");
        JsonNode nested = configuration.get("adapter");
        if (nested == null || !nested.path("kind").isTextual()) {
            throw new AdapterException("configuration 'adapter' must be an object with a kind");
        }
        String kind = nested.get("kind").textValue();
        try {
            adapter = AdapterKind.create(kind, nested.get("configuration"));
        } catch (AdapterException e) {
            throw e.in("adapter " + kind);
        }
        if (adapter instanceof FileUpload) {
            throw new AdapterException("cannot apply FileUpload: it ends a pipeline");
        }
    }

    @Override
    public List<JsonNode> apply(JsonNode item) throws AdapterException {
        ObjectNode mapped = Adapter.copyOfObject(item);
        for (String field : collections) {
            ArrayNode list = mapped.arrayNode();
            int position = 0;
            for (JsonNode element : Adapter.requiredList(mapped, field)) {
                Effort.spend(1);
                try {
                    list.addAll(adapter.apply(element));
                } catch (AdapterException e) {
                    throw e.in("$." + field + "[" + position + "]");
                }
                position++;
            }
            mapped.set(field, list);
        }
        return List.of(mapped);
    }
}
