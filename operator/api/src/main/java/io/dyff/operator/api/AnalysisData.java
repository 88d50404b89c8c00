package io.dyff.operator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** One document that a schema here cannot hold, such as the scores and curves of a method. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AnalysisData(
        @Required
        @Size(min = 1)
        @JsonPropertyDescription("What it is: analysis, system, usecase, or the id of an entity.")
        String key,

        @Required @Pattern(Patterns.BASE64) @JsonPropertyDescription("The document: JSON, as base64.")
        String value) {}
