package io.dyff.routes.kind;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.event.EventType;
import io.dyff.routes.json.Rows;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;

/**
 * A place in every entity that events may change after its birth.
 *
 * @param events types that may
 * @param at a field of the entity, or one below it
 * @param form what stands there
 */
public record Edit(List<EventType> events, JsonPointer at, Form form) {

    public Edit {
        events = List.copyOf(Objects.requireNonNullElse(events, List.of()));
        Rows.check(
                at == null || (!at.matches() && (isField(at) || isField(at.tail()))),
                at + " is neither a field nor one below a field");
    }

    private static boolean isField(JsonPointer at) {
        return at.tail() != null && at.tail().matches();
    }

    /** Forms of what is edited; null removes where a form takes it. */
    public enum Form {
        text,
        textOrNull,
        /** Entries whose null removes one. */
        texts,
        textsOrNull;

        /** True when the value has the form. */
        public boolean fits(JsonNode value) {
            return switch (this) {
                case text -> value.isTextual();
                case textOrNull -> value.isTextual() || value.isNull();
                case texts ->
                    value.isObject()
                            && StreamSupport.stream(value.spliterator(), false).allMatch(textOrNull::fits);
                case textsOrNull -> value.isNull() || texts.fits(value);
            };
        }
    }

    /** The entity's field that it stands in. */
    public String field() {
        return at.getMatchingProperty();
    }

    /** True when the field itself has a form, false for an object around what has one. */
    public boolean isWholeField() {
        return isField(at);
    }

    /** True when null stands for what is removed, there or in an entry. */
    public boolean isMap() {
        return form == Form.texts || form == Form.textsOrNull;
    }
}
