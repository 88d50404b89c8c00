package io.dyff.operator.rows.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Removes the named top-level fields; those that are missing are no fault. With {@code "nulls": true}, which is ours and not
 * the contract's, it removes every member that is null too, at any depth: writers of Parquet pad structs with them, and
 * services refuse some.
 */
final class DropFields implements Adapter {

    private static final String NULLS = "nulls";

    private final List<String> fields;
    private final boolean nulls;

    DropFields(JsonNode configuration) throws AdapterException {
        JsonNode wanted = configuration.path(NULLS);
        if (!wanted.isMissingNode() && !wanted.isBoolean()) {
            throw new AdapterException("'" + NULLS + "' must be true or false");
        }
        nulls = wanted.asBoolean();
        fields = nulls && !configuration.has("fields")
                ? List.of()
                : AdapterConfiguration.strings(configuration, "fields");
    }

    @Override
    public List<JsonNode> apply(JsonNode item) throws AdapterException {
        ObjectNode rest = Adapter.copyOfObject(item);
        rest.remove(fields);
        return List.of(nulls ? withoutNulls(rest.deepCopy()) : rest);
    }

    private static JsonNode withoutNulls(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().removeIf(member -> member.getValue().isNull());
        }
        node.forEach(DropFields::withoutNulls);
        return node;
    }
}
