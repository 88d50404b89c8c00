package io.dyff.operator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the operator reports about a resource; the conditions are the truth, state and reason their summary. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ReportsCondition(
        type = "Ready",
        meaning = "The resource is as its spec wants it: it has ended well, or serves with all replicas.")
@ReportsCondition(type = "Reconciling", meaning = "The operator works on it, or waits for what the message names.")
@ReportsCondition(type = "Stalled", meaning = "It goes on no more without another spec.")
public record WorkflowStatus(
        @JsonPropertyDescription("One word for people and columns, derived from the conditions.") @Nullable
        String state,

        @JsonPropertyDescription("""
                Why the state is what it is, one CamelCase word. Of what waits for somebody's help:
                * ImagePullFailed: there is no such image, no right to it, or no way to its registry.
                * ContainerConfigError: a Secret or ConfigMap is not there, or lacks a key.
                * Unschedulable: no node takes a pod.
                * QuotaExceeded: the namespace's quota has no room.
                * PodRefused: Pod Security, a policy or a webhook refuses a pod.
                * Disrupted: a pod was taken away, with its node or for another.
                * PodWaiting: a pod waits for another reason.
                * NameTaken: a name is taken by an object that is not the operator's.
                * ApiError: the API server refuses or fails a request; it is repeated.""") @Nullable String reason,

        @JsonPropertyDescription("Steps that have ended well, of all, such as 1/2.") @Nullable
        String progress,

        @JsonPropertyDescription("""
                What the client of an evaluation last said of its rows, while it runs; written every ten seconds at
                most.""") @Nullable RowProgress rows,

        @JsonPropertyDescription("Pods that there are.") @Nullable
        Integer replicas,

        @JsonPropertyDescription("Pods that serve.") @Nullable
        Integer readyReplicas,

        @JsonPropertyDescription("Finds the pods, in the form of a query; autoscalers need it.") @Nullable
        String selector,

        @JsonPropertyDescription("The newest metadata.generation that this status speaks about.") @Nullable
        Long observedGeneration,

        @JsonPropertyDescription("Latest observations, one per type, as of metav1.Condition.")
        List<Condition> conditions) {

    public WorkflowStatus {
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
    }

    /** The same with other conditions, which are known to hold for that generation. */
    public WorkflowStatus with(@Nullable Long generation, List<Condition> others) {
        return new WorkflowStatus(state, reason, progress, rows, replicas, readyReplicas, selector, generation, others);
    }
}
