package io.dyff.operator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The whole evaluation: nothing outside of this is needed to run it (contract/operator.md sections 3 and 8). */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "has(self.inferenceSession) != has(self.inferenceSessionReference)",
        message = "exactly one of inferenceSession and inferenceSessionReference must be set")
@ImmutableExcept("suspend")
public record EvaluationSpec(
        @Required
        @Pattern(DyffGroup.ID_PATTERN)
        @JsonPropertyDescription("Id of the entity; all zeros for one that is never published.")
        String id,

        @Required @Pattern(DyffGroup.ACCOUNT_PATTERN) @JsonPropertyDescription("Account that owns the evaluation.")
        String account,

        @Required @Pattern(DyffGroup.ID_PATTERN) @JsonPropertyDescription("Id of the dataset to run through.")
        String dataset,

        @Default("1") @Min(1) @JsonPropertyDescription("How often each item is sent.")
        Integer replications,

        @Min(1) @JsonPropertyDescription("Concurrent requests per replica of the session; 2 when absent.") @Nullable
        Integer workersPerReplica,

        @Required
        @JsonProperty("interface")
        @JsonPropertyDescription("How to speak to the service, and what it answers.")
        InferenceInterface interfaceSpec,

        @JsonPropertyDescription("A session of the evaluation's own, deleted when inference has ended.") @Nullable
        SessionTemplate inferenceSession,

        @Pattern(DyffGroup.ID_PATTERN)
        @JsonPropertyDescription("Id of a running session to use instead of an own one.")
        @Nullable
        String inferenceSessionReference,

        @JsonPropertyDescription("Options of the evaluation client.") @Nullable
        ClientOptions client,

        @JsonPropertyDescription("Fields to partition the verified output by.") @Nullable
        List<String> outputDatasetPartitions,

        @JsonPropertyDescription("Whether the code that runs is trusted.") @Nullable
        SecurityContext securityContext,

        @JsonPropertyDescription("Pauses the evaluation: its Jobs are suspended.") @Nullable
        Boolean suspend,

        @JsonPropertyDescription("Name of the controller that acts instead of this operator.") @Nullable
        String managedBy,

        @Min(0)
        @Max(2147483647)
        @JsonPropertyDescription("Deletes the finished evaluation after so many seconds; never when absent.")
        @Nullable
        Integer ttlSecondsAfterFinished)
        implements DyffSpec {

    public EvaluationSpec {
        replications = replications == null ? 1 : replications;
    }

    /** Whether the Jobs are paused. */
    @Override
    public boolean suspended() {
        return Boolean.TRUE.equals(suspend);
    }

    /** The client's options, defaults where none are given. */
    public ClientOptions clientOrDefaults() {
        return client == null ? ClientOptions.DEFAULTS : client;
    }
}
