package io.dyff.operator.controller.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Iterator;
import java.util.Map;

/** Compares what we want with what is there: what the server or others added beside it does not count. */
public final class Drift {

    private static final KubernetesSerialization JSON = new KubernetesSerialization(new ObjectMapper(), false);

    private Drift() {}

    /** Whether something of the desired object is missing from the actual one or different there. */
    public static boolean differs(HasMetadata desired, HasMetadata actual) {
        return !contains(JSON.convertValue(actual, JsonNode.class), JSON.convertValue(desired, JsonNode.class), false);
    }

    private static boolean contains(JsonNode actual, JsonNode desired, boolean quantities) {
        if (desired.isObject()) {
            return actual.isObject() && containsFields(actual, desired, quantities);
        }
        if (desired.isArray()) {
            return actual.isArray() && containsItems(actual, desired, quantities);
        }
        return desired.equals(actual) || absent(actual, desired) || (quantities && sameAmount(actual, desired));
    }

    private static boolean containsFields(JsonNode actual, JsonNode desired, boolean quantities) {
        for (Iterator<Map.Entry<String, JsonNode>> fields = desired.fields(); fields.hasNext(); ) {
            Map.Entry<String, JsonNode> field = fields.next();
            boolean amounts = quantities || field.getKey().equals("resources");
            if (!contains(actual.path(field.getKey()), field.getValue(), amounts)) {
                return false;
            }
        }
        return true;
    }

    private static boolean containsItems(JsonNode actual, JsonNode desired, boolean quantities) {
        if (actual.size() != desired.size()) {
            return false;
        }
        for (int i = 0; i < desired.size(); i++) {
            if (!contains(actual.get(i), desired.get(i), quantities)) {
                return false;
            }
        }
        return true;
    }

    /** The server leaves out what is empty. */
    private static boolean absent(JsonNode actual, JsonNode desired) {
        return actual.isMissingNode()
                && desired.isTextual()
                && desired.textValue().isEmpty();
    }

    /** The server writes quantities in its own way: 0.5 becomes 500m. */
    private static boolean sameAmount(JsonNode actual, JsonNode desired) {
        if (actual.isContainerNode() || actual.isMissingNode() || actual.isNull()) {
            return false;
        }
        try {
            return Quantity.getAmountInBytes(new Quantity(actual.asText()))
                            .compareTo(Quantity.getAmountInBytes(new Quantity(desired.asText())))
                    == 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
