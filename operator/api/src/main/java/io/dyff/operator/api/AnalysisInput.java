package io.dyff.operator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** What an analysis reads under one keyword. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AnalysisInput(
        @Required @Size(min = 1) @JsonPropertyDescription("Name of the input in the method.")
        String keyword,

        @Required @JsonPropertyDescription("What it is, which says where its files are.")
        Kind kind,

        @Required @Pattern(DyffGroup.ID_PATTERN) @JsonPropertyDescription("Id of the entity.")
        String entity) {

    /** Kinds whose files an analysis can read. */
    public enum Kind {
        Dataset,
        Evaluation,
        Measurement,
        Report
    }
}
