package io.dyff.routes.entity;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a request must keep beside its schema, as a row of {@code requests.yaml} says it. Each column is a rule that knows
 * no kind.
 *
 * @param schema name of the request's schema
 * @param offsets whether times must say their offset from UTC
 * @param wrap objects whose members an older spelling leaves beside them
 * @param required fields that must be there, lists that must not be empty
 * @param forbidden fields that must not be there
 * @param keyed maps whose keys stand in a field of each value too
 * @param oneWith lists of which exactly one item has a value
 * @param ordered numbers of which none is above another that stands beside it
 * @param positive counts of at least one
 * @param future times that still lie ahead
 * @param files lists of {path, digest} that will be uploaded
 * @param forms field to what its text must be
 * @param oneOf objects that hold exactly one of some members
 * @param together fields that have these values together or not at all
 * @param members what each object of a list holds, by the value of one of its fields
 * @param cases what holds for one value of a field
 */
record RequestRule(
        String schema,
        boolean offsets,
        Map<String, List<String>> wrap,
        List<JsonPointer> required,
        List<JsonPointer> forbidden,
        Map<JsonPointer, String> keyed,
        List<OneWith> oneWith,
        List<Ordered> ordered,
        List<JsonPointer> positive,
        List<JsonPointer> future,
        List<JsonPointer> files,
        Map<JsonPointer, TextForm> forms,
        List<OneOf> oneOf,
        List<Map<JsonPointer, String>> together,
        List<Members> members,
        List<Case> cases) {

    RequestRule {
        wrap = Objects.requireNonNullElse(wrap, Map.of());
        required = orNone(required);
        forbidden = orNone(forbidden);
        keyed = Objects.requireNonNullElse(keyed, Map.of());
        oneWith = orNone(oneWith);
        ordered = orNone(ordered);
        positive = orNone(positive);
        future = orNone(future);
        files = orNone(files);
        forms = Objects.requireNonNullElse(forms, Map.of());
        oneOf = orNone(oneOf);
        together = orNone(together);
        members = orNone(members);
        cases = orNone(cases);
    }

    /**
     * An object that holds exactly one of the members.
     *
     * @param at where it is, the empty path for the request itself
     */
    record OneOf(JsonPointer at, List<String> of) {}

    /**
     * A list of which exactly one item has the value, where it has items that can.
     *
     * @param each where the list is
     * @param unless items with this field cannot
     * @param field whose value counts; an item without it has the value
     */
    record OneWith(JsonPointer each, String unless, String field, String is) {}

    /**
     * Two numbers of an object, where it has both.
     *
     * @param low where the one is that is not above the other
     * @param high the other's name
     */
    record Ordered(JsonPointer low, String high) {}

    /**
     * What the objects of a list hold.
     *
     * @param each where the list is
     * @param by the field that decides
     * @param of its value to the one member that goes with it
     */
    record Members(JsonPointer each, String by, Map<String, String> of) {}

    /** What holds when a field has a value. */
    record Case(JsonPointer at, String is, List<JsonPointer> required, List<JsonPointer> forbidden) {
        Case {
            required = orNone(required);
            forbidden = orNone(forbidden);
        }
    }

    /** All fields that the row names. */
    List<JsonPointer> fields() {
        List<JsonPointer> fields = new ArrayList<>();
        List.of(required, forbidden, positive, future, files).forEach(fields::addAll);
        fields.addAll(forms.keySet());
        fields.addAll(keyed.keySet());
        oneWith.forEach(o -> fields.add(o.each()));
        ordered.forEach(o -> fields.addAll(List.of(o.low(), o.low().head().appendProperty(o.high()))));
        oneOf.forEach(o -> o.of().forEach(name -> fields.add(o.at().appendProperty(name))));
        together.forEach(t -> fields.addAll(t.keySet()));
        members.forEach(m -> fields.add(m.each()));
        cases.forEach(c -> {
            fields.add(c.at());
            fields.addAll(c.required());
            fields.addAll(c.forbidden());
        });
        return fields;
    }

    private static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }
}
