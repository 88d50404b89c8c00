package io.dyff.operator.rows.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/** The columns of an evaluation's output: the two keys and {@code responses}, a list of structs (contract/data.md 1.2). */
public final class OutputSchema {

    public static final String REPLICATION = "_replication_";
    public static final String INDEX = "_index_";
    public static final String RESPONSES = "responses";
    public static final String RESPONSE_INDEX = "_response_index_";

    private static final DataType INT64 =
            new DataType.Whole("int64", Long.MIN_VALUE, BigInteger.valueOf(Long.MAX_VALUE));

    private final SequencedMap<String, DataType> columns = new LinkedHashMap<>();
    private final DataType responses;
    private final List<String> texts;

    private static final List<String> KEYS = List.of(REPLICATION, INDEX, RESPONSES);

    private OutputSchema(SequencedMap<String, DataType> declared, DataType.StructOf response) {
        var item = new LinkedHashMap<String, DataType>();
        item.put(RESPONSE_INDEX, INT64);
        response.fields().forEach((name, type) -> item.putIfAbsent(name, type));
        columns.put(REPLICATION, new DataType.Text());
        columns.put(INDEX, INT64);
        columns.putAll(declared);
        columns.put(REPLICATION, new DataType.Text());
        columns.put(INDEX, INT64);
        responses = new DataType.ListOf(new DataType.StructOf(item));
        columns.put(RESPONSES, responses);
        texts = item.entrySet().stream()
                .filter(field -> field.getValue() instanceof DataType.Text)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** @param arrowSchema as in {@code interface.outputSchema.arrowSchema}; the key fields may be missing in it */
    public static OutputSchema of(String arrowSchema) throws DataException {
        SequencedMap<String, DataType> declared = ArrowSchema.decode(arrowSchema);
        if (declared.get(RESPONSES) instanceof DataType.ListOf list
                && list.element() instanceof DataType.StructOf response) {
            requireSpelling(KEYS, declared);
            requireSpelling(List.of(RESPONSE_INDEX), response.fields());
            return new OutputSchema(declared, response);
        }
        throw new DataException("The output schema needs a field 'responses' that is a list of structs; its fields are "
                + declared.keySet());
    }

    private static void requireSpelling(List<String> names, SequencedMap<String, DataType> declared)
            throws DataException {
        for (String field : declared.keySet()) {
            for (String name : names) {
                if (field.equalsIgnoreCase(name) && !field.equals(name)) {
                    throw new DataException("arrowSchema field " + field + " must be spelled " + name);
                }
            }
        }
    }

    /** One output row with the service's responses, numbered in their order. */
    public ObjectNode row(String replication, long index, List<JsonNode> responses) throws SchemaMismatchException {
        ArrayNode numbered = JsonNodeFactory.instance.arrayNode();
        for (JsonNode response : responses) {
            if (!(response instanceof ObjectNode object)) {
                throw new SchemaMismatchException(RESPONSES + "[" + numbered.size() + "]", "an object", response);
            }
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            copy.setAll(object);
            copy.set(RESPONSE_INDEX, LongNode.valueOf(numbered.size()));
            numbered.add(copy);
        }
        return row(replication, index, Conformer.conform(this.responses, numbered, RESPONSES));
    }

    /** The output row of an item that was skipped. */
    public ObjectNode nullRow(String replication, long index) {
        return row(replication, index, NullNode.getInstance());
    }

    private static ObjectNode row(String replication, long index, JsonNode responses) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.set(REPLICATION, TextNode.valueOf(replication));
        row.set(INDEX, LongNode.valueOf(index));
        row.set(RESPONSES, responses);
        return row;
    }

    /**
     * @param field of the manifest, for the message
     * @param names must be columns of this schema that are no lists, structs or bytes, each once
     */
    public void requirePlain(String field, List<String> names) throws DataException {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!(columns.get(name) instanceof DataType.Plain)) {
                throw new DataException(field + ": the output has no plain column " + name);
            }
            if (!seen.add(name)) {
                throw new DataException(field + ": names the column " + name + " twice");
            }
        }
    }

    /** Names of a response's text fields. */
    public List<String> texts() {
        return texts;
    }

    /**
     * Types of some columns, by Arrow's names.
     *
     * @param names for which {@link #requirePlain} holds
     */
    public SequencedMap<String, String> types(List<String> names) {
        SequencedMap<String, String> types = new LinkedHashMap<>();
        for (String name : names) {
            if (columns.get(name) instanceof DataType.Plain plain) {
                types.put(name, plain.name());
            }
        }
        return types;
    }

    public SequencedMap<String, DataType> columns() {
        return columns;
    }
}
