package io.dyff.operator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** One adapter of a pipeline. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SchemaAdapter(
        @Required @Size(min = 1) @JsonPropertyDescription("Name of the adapter, such as TransformJSON.")
        String kind,

        @JsonPropertyDescription("Its configuration: a JSON text, because a schema here cannot hold arbitrary JSON.")
        @Nullable
        String configuration) {}
