package io.dyff.routes.kind;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.event.EventType;
import io.dyff.routes.json.Rows;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;

/**
 * A place in an entity that events may change after its birth.
 *
 * @param events types that may; {@code edited} when a row names none
 * @param at a field of the entity, or one below it
 * @param form what stands there
 * @param atomic places inside that are replaced whole, never merged; a star stands for any one name
 */
public record Edit(List<EventType> events, JsonPointer at, Form form, List<String> atomic) {

    public Edit {
        events = List.copyOf(Objects.requireNonNullElse(events, List.of(EventType.EDITED)));
        atomic = List.copyOf(Objects.requireNonNullElse(atomic, List.of()));
        String place = String.valueOf(at);
        Rows.check(
                atomic.stream().allMatch(inner -> inner.startsWith(place + "/")),
                atomic + " are not all inside " + place);
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
        textsOrNull,
        /** An object that is merged; what its schema says of it was checked when it was asked for. */
        object;

        /** True when the value has the form. */
        public boolean fits(JsonNode value) {
            return switch (this) {
                case text -> value.isTextual();
                case textOrNull -> value.isTextual() || value.isNull();
                case texts ->
                    value.isObject()
                            && StreamSupport.stream(value.spliterator(), false).allMatch(textOrNull::fits);
                case textsOrNull -> value.isNull() || texts.fits(value);
                case object -> value.isObject();
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
        return form == Form.texts || form == Form.textsOrNull || form == Form.object;
    }
}
