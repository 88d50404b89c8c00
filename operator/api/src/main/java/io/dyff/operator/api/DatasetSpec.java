package io.dyff.operator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** The whole dataset, as far as the cluster has to do with it (contract/operator.md section 3). */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ImmutableExcept("suspend")
public record DatasetSpec(
        @Required
        @Pattern(DyffGroup.ID_PATTERN)
        @JsonPropertyDescription("Id of the entity, which names its folder in object storage.")
        String id,

        @Required @Pattern(DyffGroup.ACCOUNT_PATTERN) @JsonPropertyDescription("Account that owns the dataset.")
        String account,

        @JsonPropertyDescription("What its files were declared to hold; not compared with them when absent.") @Nullable
        OutputSchema schema,

        @JsonPropertyDescription("Pauses the check: its Job is suspended.") @Nullable
        Boolean suspend,

        @JsonPropertyDescription("Name of the controller that acts instead of this operator.") @Nullable
        String managedBy,

        @Min(0)
        @Max(2147483647)
        @JsonPropertyDescription("Deletes the checked dataset after so many seconds, not its files; never when absent.")
        @Nullable
        Integer ttlSecondsAfterFinished)
        implements DyffSpec {

    /** Whether the Job is paused. */
    @Override
    public boolean suspended() {
        return Boolean.TRUE.equals(suspend);
    }

    /** A check runs no code of a user's. */
    @Override
    public @Nullable SecurityContext securityContext() {
        return null;
    }
}
