package io.dyff.operator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The whole analysis: what the cluster must know in fields of its own, what the method's program must know in documents
 * (contract/operator.md sections 3 and 8.7).
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ImmutableExcept("suspend")
public record AnalysisSpec(
        @Required
        @Pattern(DyffGroup.ID_PATTERN)
        @JsonPropertyDescription("Id of the entity; all zeros for one that is never published.")
        String id,

        @Required @Pattern(DyffGroup.ACCOUNT_PATTERN) @JsonPropertyDescription("Account that owns the analysis.")
        String account,

        @Required @JsonPropertyDescription("What it makes, which says where its files go.")
        AnalysisOutput output,

        @Required
        @Size(max = 1024)
        @Pattern(Patterns.IMAGE)
        @JsonPropertyDescription("Image that runs the method, best with its digest.")
        String image,

        @JsonPropertyDescription("What the method reads.") @Nullable
        List<AnalysisInput> inputs,

        @JsonPropertyDescription("Ids of the modules that hold the method's code.") @Nullable
        List<@Pattern(DyffGroup.ID_PATTERN) String> modules,

        @Required @JsonPropertyDescription("Documents for the method's program; the one named analysis must be there.")
        List<AnalysisData> data,

        @JsonPropertyDescription("Whether the code that runs is trusted.") @Nullable
        SecurityContext securityContext,

        @JsonPropertyDescription("Pauses the analysis: its Job is suspended.") @Nullable
        Boolean suspend,

        @JsonPropertyDescription("Name of the controller that acts instead of this operator.") @Nullable
        String managedBy,

        @Min(0)
        @Max(2147483647)
        @JsonPropertyDescription("Deletes the finished analysis after so many seconds; never when absent.")
        @Nullable
        Integer ttlSecondsAfterFinished)
        implements DyffSpec {

    /** Whether the Job is paused. */
    @Override
    public boolean suspended() {
        return Boolean.TRUE.equals(suspend);
    }
}
