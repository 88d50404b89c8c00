package io.dyff.operator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The whole report (contract/operator.md section 3). A view of what it reads is adapters and the schema of their output;
 * without the schema the rubric reads the rows as they are stored.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ImmutableExcept("suspend")
public record ReportSpec(
        @Required
        @Pattern(DyffGroup.ID_PATTERN)
        @JsonPropertyDescription("Id of the entity; all zeros for one that is never published.")
        String id,

        @Required @Pattern(DyffGroup.ACCOUNT_PATTERN) @JsonPropertyDescription("Account that owns the report.")
        String account,

        @Required
        @Pattern(Patterns.PYTHON_NAME)
        @JsonPropertyDescription("The rubric: a Python class, or one of those that dyff.audit.scoring has.")
        String report,

        @Required @Pattern(DyffGroup.ID_PATTERN) @JsonPropertyDescription("Id of the dataset.")
        String dataset,

        @Required @Pattern(DyffGroup.ID_PATTERN) @JsonPropertyDescription("Id of the evaluation.")
        String evaluation,

        @JsonPropertyDescription("Ids of the modules that hold the rubric's code.") @Nullable
        List<@Pattern(DyffGroup.ID_PATTERN) String> modules,

        @JsonPropertyDescription("Makes the view of the dataset.") @Nullable
        List<SchemaAdapter> datasetAdapter,

        @JsonPropertyDescription("Schema of the view of the dataset.") @Nullable
        OutputSchema datasetSchema,

        @JsonPropertyDescription("Makes the view of the evaluation's outputs.") @Nullable
        List<SchemaAdapter> evaluationAdapter,

        @JsonPropertyDescription("Schema of the view of the evaluation's outputs.") @Nullable
        OutputSchema evaluationSchema,

        @JsonPropertyDescription("Whether the code that runs is trusted.") @Nullable
        SecurityContext securityContext,

        @JsonPropertyDescription("Pauses the report: its Job is suspended.") @Nullable
        Boolean suspend,

        @JsonPropertyDescription("Name of the controller that acts instead of this operator.") @Nullable
        String managedBy,

        @Min(0)
        @Max(2147483647)
        @JsonPropertyDescription("Deletes the finished report after so many seconds; never when absent.")
        @Nullable
        Integer ttlSecondsAfterFinished)
        implements DyffSpec {

    /** Whether the Job is paused. */
    @Override
    public boolean suspended() {
        return Boolean.TRUE.equals(suspend);
    }
}
