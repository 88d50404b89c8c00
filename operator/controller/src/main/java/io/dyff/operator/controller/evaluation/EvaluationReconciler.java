package io.dyff.operator.controller.evaluation;

import static io.dyff.operator.controller.workflow.Reason.InferenceFailed;
import static io.dyff.operator.controller.workflow.Reason.VerificationFailed;
import static io.dyff.operator.controller.workflow.Step.step;
import static io.dyff.operator.controller.workflow.Workflow.workflow;

import io.dyff.operator.api.Evaluation;
import io.dyff.operator.controller.workflow.Freshness;
import io.dyff.operator.controller.workflow.Manifest;
import io.dyff.operator.controller.workflow.Workflow;
import io.dyff.operator.controller.workflow.WorkflowReconciler;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Runs an evaluation: inference by a session and a client Job, then verification of the output. */
@ControllerConfiguration(name = "evaluation", triggerReconcilerOnAllEvents = true)
public final class EvaluationReconciler extends WorkflowReconciler<Evaluation> {

    private static Workflow<Evaluation> steps(StepSettings settings) {
        return workflow(
                step("InferenceComplete", new OwnSession(), new Manifest<>(), new ClientJob(settings))
                        .failsWith(InferenceFailed),
                step("Verified", new Manifest<>(), new VerifyJob(settings)).failsWith(VerificationFailed));
    }

    public EvaluationReconciler(StepSettings settings, Freshness freshness, Clock clock) {
        super(Evaluation.class, steps(settings), freshness, clock);
    }

    @Override
    protected Optional<String> problem(Evaluation evaluation) {
        return EvaluationProblems.find(evaluation);
    }

    @Override
    protected Optional<Duration> timeToLive(Evaluation evaluation) {
        Integer seconds = evaluation.getSpec().ttlSecondsAfterFinished();
        return Optional.ofNullable(seconds).map(Duration::ofSeconds);
    }

    @Override
    protected Evaluation blank() {
        return new Evaluation();
    }
}
