package io.dyff.operator.controller.dataset;

import static io.dyff.operator.controller.plan.Step.step;
import static io.dyff.operator.controller.plan.Workflow.workflow;
import static io.dyff.operator.controller.status.Reason.CheckFailed;

import io.dyff.operator.api.Dataset;
import io.dyff.operator.controller.plan.Manifest;
import io.dyff.operator.controller.plan.Outcome;
import io.dyff.operator.controller.plan.SpecProblems;
import io.dyff.operator.controller.plan.StepSettings;
import io.dyff.operator.controller.plan.Workflow;
import io.dyff.operator.controller.plan.WorkflowReconciler;
import io.dyff.operator.controller.status.Conditions;
import java.util.Optional;

/** Makes a dataset ready: its files are opened. */
public final class DatasetReconciler extends WorkflowReconciler<Dataset> {

    private static Workflow<Dataset> steps(StepSettings settings) {
        return workflow(
                new Outcome(Conditions.READY, Conditions.ERROR),
                step("Checked", new Manifest<>(), new CheckJob(settings)).failsWith(CheckFailed));
    }

    /** @param settings image of the check */
    public DatasetReconciler(StepSettings settings) {
        super(Dataset.class, steps(settings));
    }

    @Override
    public Optional<String> problem(Dataset dataset) {
        return SpecProblems.common(dataset, "-manifest");
    }

    @Override
    public Dataset blank() {
        return new Dataset();
    }
}
