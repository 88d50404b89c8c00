package io.dyff.operator.rows.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which fields of an item an adapter may look at, told from its configuration; too many rather than too few. */
final class FieldsRead {

    private static final String COMPUTE = "$compute";
    private static final String FUNCTION = "$func";

    private final Set<String> fields = new TreeSet<>();
    private boolean any;

    private FieldsRead() {}

    /** Of a {@link Template}; empty when it may look at any field. */
    static Optional<Set<String>> ofTemplate(JsonNode template) throws AdapterException {
        var read = new FieldsRead();
        read.look(template);
        return read.any ? Optional.empty() : Optional.of(Set.copyOf(read.fields));
    }

    private void look(JsonNode node) throws AdapterException {
        if (Template.isQuery(node)) {
            JsonPath.compile(node.textValue()).rootField().ifPresentOrElse(fields::add, () -> any = true);
        }
        if (node.has(COMPUTE)) {
            JsonNode steps = node.get(COMPUTE);
            // A function that comes first gets the whole item.
            any |= (steps.isArray() ? steps.path(0) : steps).hasNonNull(FUNCTION);
        }
        for (JsonNode child : node) {
            look(child);
        }
    }
}
