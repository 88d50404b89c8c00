package io.dyff.operator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the operator reports about a resource; the conditions are the truth, state and reason their summary. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WorkflowStatus(
        @JsonPropertyDescription("One word for people and columns, derived from the conditions.") @Nullable
        String state,

        @JsonPropertyDescription("Why the state is what it is, one CamelCase word.") @Nullable
        String reason,

        @JsonPropertyDescription("The newest metadata.generation that this status speaks about.") @Nullable
        Long observedGeneration,

        @JsonPropertyDescription("Latest observations, one per type, as of metav1.Condition.")
        List<Condition> conditions) {

    public WorkflowStatus {
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
    }
}
