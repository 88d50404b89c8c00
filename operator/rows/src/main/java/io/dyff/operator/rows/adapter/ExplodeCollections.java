package io.dyff.operator.rows.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.operator.rows.Effort;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Turns top-level lists of equal length into one record per position, with the other fields copied to each. */
final class ExplodeCollections implements Adapter {

    private final List<String> collections;

    /** New field to query over the whole input; no query means the position itself. */
    private final Map<String, Optional<JsonPath>> index = new LinkedHashMap<>();

    ExplodeCollections(JsonNode configuration) throws AdapterException {
        collections = AdapterConfiguration.strings(configuration, "collections");
        if (collections.isEmpty()) {
            throw new AdapterException("configuration 'collections' must name at least one field");
        }
        for (Map.Entry<String, JsonNode> entry : configuration.path("index").properties()) {
            JsonNode query = entry.getValue();
            if (!query.isNull() && !query.isTextual()) {
                throw new AdapterException("index '" + entry.getKey() + "' must be null or a query");
            }
            index.put(
                    entry.getKey(),
                    query.isNull() ? Optional.empty() : Optional.of(JsonPath.compile(query.textValue())));
        }
    }

    @Override
    public List<JsonNode> apply(JsonNode item) throws AdapterException {
        ObjectNode others = Adapter.copyOfObject(item);
        var columns = new LinkedHashMap<String, List<JsonNode>>();
        for (String field : collections) {
            List<JsonNode> values = new ArrayList<>();
            Adapter.requiredList(item, field).forEach(values::add);
            columns.put(field, values);
            others.remove(field);
        }
        int length = equalLength(columns);
        for (Map.Entry<String, Optional<JsonPath>> entry : index.entrySet()) {
            columns.put(
                    entry.getKey(),
                    entry.getValue().map(query -> query.find(item)).orElseGet(() -> positions(length)));
        }
        int records = columns.values().stream().mapToInt(List::size).min().orElse(0);
        var exploded = new ArrayList<JsonNode>(records);
        for (int i = 0; i < records; i++) {
            Effort.spend(others.size() + columns.size());
            ObjectNode copy = others.objectNode();
            copy.setAll(others);
            for (Map.Entry<String, List<JsonNode>> column : columns.entrySet()) {
                copy.set(column.getKey(), column.getValue().get(i));
            }
            exploded.add(copy);
        }
        return exploded;
    }

    private static int equalLength(Map<String, List<JsonNode>> columns) throws AdapterException {
        List<Integer> lengths =
                columns.values().stream().map(List::size).distinct().toList();
        if (lengths.size() != 1) {
            throw new AdapterException("collections " + columns.keySet() + " have different lengths " + lengths);
        }
        return lengths.get(0);
    }

    private static List<JsonNode> positions(int length) {
        return IntStream.range(0, length).<JsonNode>mapToObj(IntNode::valueOf).toList();
    }
}
