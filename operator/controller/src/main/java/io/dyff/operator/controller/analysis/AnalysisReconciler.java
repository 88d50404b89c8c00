package io.dyff.operator.controller.analysis;

import static io.dyff.operator.controller.plan.Step.step;
import static io.dyff.operator.controller.plan.Workflow.workflow;
import static io.dyff.operator.controller.status.Reason.RunFailed;

import io.dyff.operator.api.Analysis;
import io.dyff.operator.controller.plan.Manifest;
import io.dyff.operator.controller.plan.Outcome;
import io.dyff.operator.controller.plan.StepSettings;
import io.dyff.operator.controller.plan.Workflow;
import io.dyff.operator.controller.plan.WorkflowReconciler;
import io.dyff.operator.controller.status.Conditions;
import java.util.Optional;

/** Runs an analysis: its inputs are fetched, the method's image works on them, and what it made is published. */
public final class AnalysisReconciler extends WorkflowReconciler<Analysis> {

    private static Workflow<Analysis> steps(StepSettings settings) {
        return workflow(
                new Outcome(Conditions.COMPLETE, Conditions.FAILED),
                step(
                                "Analyzed",
                                new Manifest<>(),
                                new RunJob<Analysis>(
                                        analysis -> analysis.getSpec().image(), settings))
                        .failsWith(RunFailed));
    }

    public AnalysisReconciler(StepSettings settings) {
        super(Analysis.class, steps(settings));
    }

    @Override
    public Optional<String> problem(Analysis analysis) {
        return AnalysisProblems.find(analysis);
    }

    @Override
    public Analysis blank() {
        return new Analysis();
    }
}
