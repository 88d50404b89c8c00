package io.dyff.kube.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.kube.schema.Cause;
import java.util.List;

/** What one kind adds to the rules that all kinds share. */
interface KindRules {

    KindRules NONE = new KindRules() {};

    /** Fills in what depends on more than one field; called at creation and at every change of the object. */
    default void prepare(ObjectNode object) {}

    /** Sets the first status of a new object. */
    default void begin(ObjectNode object) {}

    /** Whether a change through the status path may also change labels and annotations. */
    default boolean statusWritesMetadata() {
        return false;
    }

    default List<Cause> validate(ObjectNode object) {
        return List.of();
    }

    /** What is looked at once, when the object is made. */
    default List<Cause> validateNew(ObjectNode object) {
        return List.of();
    }

    default List<Cause> validateChange(JsonNode before, JsonNode after) {
        return List.of();
    }
}
