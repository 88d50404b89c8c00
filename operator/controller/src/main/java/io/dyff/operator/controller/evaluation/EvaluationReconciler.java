package io.dyff.operator.controller.evaluation;

import static io.dyff.operator.controller.plan.Step.step;
import static io.dyff.operator.controller.plan.Workflow.workflow;
import static io.dyff.operator.controller.status.Reason.InferenceFailed;
import static io.dyff.operator.controller.status.Reason.VerificationFailed;

import io.dyff.operator.api.Evaluation;
import io.dyff.operator.controller.plan.Manifest;
import io.dyff.operator.controller.plan.Outcome;
import io.dyff.operator.controller.plan.StepSettings;
import io.dyff.operator.controller.plan.Workflow;
import io.dyff.operator.controller.plan.WorkflowReconciler;
import io.dyff.operator.controller.status.Conditions;
import java.util.Optional;

/** Runs an evaluation: inference by a session and a client Job, then verification of the output. */
public final class EvaluationReconciler extends WorkflowReconciler<Evaluation> {

    private static Workflow<Evaluation> steps(StepSettings settings) {
        OwnSession session = new OwnSession();
        return workflow(
                new Outcome(Conditions.COMPLETE, Conditions.FAILED),
                step("InferenceComplete", session, new Manifest<>(), new ClientJob(settings, session))
                        .failsWith(InferenceFailed),
                step("Verified", new Manifest<>(), new VerifyJob(settings)).failsWith(VerificationFailed));
    }

    public EvaluationReconciler(StepSettings settings) {
        super(Evaluation.class, steps(settings));
    }

    @Override
    public Optional<String> problem(Evaluation evaluation) {
        return EvaluationProblems.find(evaluation);
    }

    @Override
    public Evaluation blank() {
        return new Evaluation();
    }
}
