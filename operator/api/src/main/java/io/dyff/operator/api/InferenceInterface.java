package io.dyff.operator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How to speak to an inference service, and the form of its answers. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InferenceInterface(
        @Required
        @Pattern(Patterns.NOT_BLANK)
        @JsonPropertyDescription("Path of the inference endpoint below the Service's root, such as v1/generate.")
        String endpoint,

        @Required @JsonPropertyDescription("Schema of the outputs.")
        OutputSchema outputSchema,

        @JsonPropertyDescription("Turns a dataset row into one request.") @Nullable
        List<SchemaAdapter> inputPipeline,

        @JsonPropertyDescription("Turns an answer into responses.") @Nullable
        List<SchemaAdapter> outputPipeline) {}
