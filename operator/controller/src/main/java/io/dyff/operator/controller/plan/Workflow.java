package io.dyff.operator.controller.plan;

import io.dyff.operator.api.DyffResource;
import io.dyff.operator.controller.status.Conditions;
import io.dyff.operator.controller.status.Reason;
import io.dyff.operator.controller.status.Report;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A table of steps, one after the other; decides from what is observed what to write and what to report. */
public final class Workflow<P extends DyffResource<?>> {

    private final List<Step<P>> steps;

    private final Outcome outcome;

    private Workflow(Outcome outcome, List<Step<P>> steps) {
        this.outcome = outcome;
        this.steps = steps;
    }

    /** A workflow of these steps, in this order, that ends with these words. */
    @SafeVarargs
    public static <P extends DyffResource<?>> Workflow<P> workflow(Outcome outcome, Step<P>... steps) {
        return new Workflow<>(outcome, List.of(steps));
    }

    /** The words with which it ends. */
    public Outcome outcome() {
        return outcome;
    }

    /** The steps, in order. */
    public List<Step<P>> steps() {
        return steps;
    }

    /** What to do now. Steps whose condition is True have ended for good, whatever became of their children. */
    public Plan plan(P primary, Observed observed) {
        List<Change> changes = new ArrayList<>();
        if (Conditions.firstTrue(primary.getStatus(), outcome.terminal()).isPresent()) {
            steps.forEach(step -> changes.addAll(step.parts().leftovers(primary, observed)));
            return new Plan(changes, null);
        }
        for (int i = 0; i < steps.size(); i++) {
            Step<P> step = steps.get(i);
            Progress progress = Conditions.isTrue(primary.getStatus(), step.condition())
                    ? Progress.DONE
                    : progress(step, primary, observed);
            switch (progress.phase()) {
                case DONE -> changes.addAll(step.parts().leftovers(primary, observed));
                case FAILED -> {
                    changes.addAll(step.parts().leftovers(primary, observed));
                    return new Plan(changes, reports().failed(i, step.failure(), progress.message()));
                }
                case RUNNING -> {
                    Optional<Progress> blocked = step.parts().pursue(primary, observed, changes);
                    Report report = running(primary, i, blocked.orElse(progress));
                    return new Plan(changes, report.with(report.counts().with(observed.rows())));
                }
            }
        }
        return new Plan(changes, reports().complete());
    }

    /** The plan for a resource whose spec can never run: nothing is left behind. */
    public Plan invalid(P primary, Observed observed, String problem) {
        List<Change> changes = new ArrayList<>();
        steps.forEach(step -> changes.addAll(step.parts().leftovers(primary, observed)));
        return new Plan(changes, reports().failed(0, Reason.InvalidSpec, problem));
    }

    private Report running(P primary, int index, Progress progress) {
        boolean suspended = Objects.requireNonNull(primary.getSpec()).suspended();
        Reason reason = progress.reason() == null ? Reason.Running : progress.reason();
        return suspended ? reports().suspended(index) : reports().running(index, reason, progress.message());
    }

    /** The pod of the step that runs whose log says how many rows are done. */
    Optional<Pod> tellsOfRows(P primary, Observed observed) {
        if (Conditions.firstTrue(primary.getStatus(), outcome.terminal()).isPresent()) {
            return Optional.empty();
        }
        return steps.stream()
                .filter(step -> !Conditions.isTrue(primary.getStatus(), step.condition()))
                .findFirst()
                .flatMap(step -> step.parts().all().stream()
                        .filter(Part::tellsOfRows)
                        .flatMap(part -> PodReports.running(observed.pods(primary, part.component())).stream())
                        .findFirst());
    }

    private WorkflowReports reports() {
        return new WorkflowReports(outcome, steps.stream().map(Step::condition).toList());
    }

    private Progress progress(Step<P> step, P primary, Observed observed) {
        @Nullable Progress supporting = null;
        @Nullable Progress driving = null;
        boolean done = true;
        for (Part<P> part : step.parts().all()) {
            Progress progress = part.progress(primary, observed);
            if (!part.drives()) {
                supporting = worse(supporting, progress);
            } else {
                done &= progress.phase() == Progress.Phase.DONE;
                driving = worse(driving, progress);
            }
        }
        if (done) {
            return Progress.DONE;
        }
        return Objects.requireNonNull(worse(supporting, driving));
    }

    /** A failure first, then whoever has something to say, else the later one. */
    private static @Nullable Progress worse(@Nullable Progress one, @Nullable Progress other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        if (one.phase() == Progress.Phase.FAILED || other.phase() == Progress.Phase.FAILED) {
            return one.phase() == Progress.Phase.FAILED ? one : other;
        }
        return one.reason() != null ? one : other;
    }
}
