package io.dyff.operator.controller.model;

import static io.dyff.operator.controller.plan.Step.step;
import static io.dyff.operator.controller.plan.Workflow.workflow;
import static io.dyff.operator.controller.status.Reason.FetchFailed;

import io.dyff.operator.api.Model;
import io.dyff.operator.controller.plan.Manifest;
import io.dyff.operator.controller.plan.Outcome;
import io.dyff.operator.controller.plan.StepSettings;
import io.dyff.operator.controller.plan.Workflow;
import io.dyff.operator.controller.plan.WorkflowReconciler;
import io.dyff.operator.controller.status.Conditions;
import java.util.Optional;

/** Makes a model ready: its files are fetched. */
public final class ModelReconciler extends WorkflowReconciler<Model> {

    private static Workflow<Model> steps(StepSettings settings) {
        return workflow(
                new Outcome(Conditions.READY, Conditions.ERROR),
                step("Fetched", new Manifest<>(), new FetchJob(settings)).failsWith(FetchFailed));
    }

    /** @param settings image of the fetch, and the hub that it asks */
    public ModelReconciler(StepSettings settings) {
        super(Model.class, steps(settings));
    }

    @Override
    public Optional<String> problem(Model model) {
        return ModelProblems.find(model);
    }

    @Override
    public Model blank() {
        return new Model();
    }
}
