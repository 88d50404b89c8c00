package io.dyff.operator.controller.status;

import io.dyff.operator.api.WorkflowStatus;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a status from a report; a condition keeps its transition time for as long as its status stays. */
public final class StatusFactory {

    private final Clock clock;

    public StatusFactory(Clock clock) {
        this.clock = clock;
    }

    /**
     * @param before the status so far, or null before the first one
     * @param generation the generation of the spec that the report speaks about
     */
    public WorkflowStatus next(@Nullable WorkflowStatus before, @Nullable Long generation, Report report) {
        List<Condition> conditions = report.facts().stream()
                .map(fact -> condition(before, generation, fact))
                .toList();
        Counts counts = report.counts();
        return new WorkflowStatus(
                report.state(),
                report.reason().name(),
                counts.progress(),
                counts.rows(),
                counts.replicas(),
                counts.readyReplicas(),
                counts.selector(),
                generation,
                conditions);
    }

    /**
     * The same status, known to hold for a newer generation. Tools that wait for a condition look at the generation of
     * the condition itself. One without a time, which others may have written, gets the present one.
     */
    public WorkflowStatus observed(WorkflowStatus before, @Nullable Long generation) {
        List<Condition> conditions = before.conditions().stream()
                .map(condition -> new ConditionBuilder(condition)
                        .withObservedGeneration(generation)
                        .withLastTransitionTime(since(condition))
                        .build())
                .toList();
        return before.with(generation, conditions);
    }

    /** The same status, except that Reconciling says what keeps the operator from going on. */
    public WorkflowStatus troubled(WorkflowStatus before, Reason reason, String message) {
        List<Condition> conditions = before.conditions().stream()
                .map(condition -> Conditions.RECONCILING.equals(condition.getType())
                        ? condition(
                                before,
                                condition.getObservedGeneration(),
                                new Fact(Conditions.RECONCILING, true, reason, message))
                        : condition)
                .toList();
        return before.with(before.observedGeneration(), conditions);
    }

    private Condition condition(@Nullable WorkflowStatus before, @Nullable Long generation, Fact fact) {
        String status = fact.status() ? "True" : "False";
        Condition earlier = Conditions.find(before, fact.type());
        String since = earlier != null && status.equals(earlier.getStatus()) ? since(earlier) : now();
        return new ConditionBuilder()
                .withType(fact.type())
                .withStatus(status)
                .withReason(fact.reason().name())
                .withMessage(Texts.clean(fact.message()))
                .withObservedGeneration(generation)
                .withLastTransitionTime(since)
                .build();
    }

    private String since(Condition condition) {
        return Conditions.since(condition).isPresent() ? condition.getLastTransitionTime() : now();
    }

    private String now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
