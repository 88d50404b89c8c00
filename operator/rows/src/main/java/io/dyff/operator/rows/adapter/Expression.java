package io.dyff.operator.rows.adapter;

import com.fasterxml.jackson.databind.JsonNode;

/** Makes a value of an item, or of the value before it; never changes what it is given. */
@FunctionalInterface
interface Expression {

    JsonNode of(JsonNode item) throws AdapterException;

    /** The same, with its place in messages. */
    default Expression in(String place) {
        return item -> {
            try {
                return of(item);
            } catch (AdapterException e) {
                throw e.in(place);
            }
        };
    }
}
