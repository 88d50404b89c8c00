package io.dyff.operator.steps.outcome;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/**
 * Text fields of a row's responses that hold no text.
 *
 * @param nulls names of fields that are null in some response
 * @param empties names of fields that are empty in some response
 */
public record TextGaps(List<String> nulls, List<String> empties) {

    /** Of a row that has no responses. */
    public static final TextGaps NONE = new TextGaps(List.of(), List.of());

    /** @param fields the schema's text fields */
    public static TextGaps of(Collection<String> fields, JsonNode responses) {
        return new TextGaps(
                those(fields, responses, JsonNode::isNull),
                those(
                        fields,
                        responses,
                        value -> value.isTextual() && value.textValue().isEmpty()));
    }

    private static List<String> those(Collection<String> fields, JsonNode responses, Predicate<JsonNode> gap) {
        return fields.stream()
                .filter(field -> StreamSupport.stream(responses.spliterator(), false)
                        .anyMatch(response -> gap.test(response.path(field))))
                .toList();
    }
}
