package io.dyff.operator.api;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A data schema in up to three notations, of which the programs here read the Arrow one; the others pass through. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@PreserveUnknownFields
public record OutputSchema(
        @JsonPropertyDescription("Base64 of the Arrow IPC schema message.") @Nullable
        String arrowSchema,

        @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> others) {

    public OutputSchema {
        others = others == null ? Map.of() : others;
    }
}
