package io.dyff.operator.controller.analysis;

import static io.dyff.operator.controller.plan.Step.step;
import static io.dyff.operator.controller.plan.Workflow.workflow;
import static io.dyff.operator.controller.status.Reason.RunFailed;

import io.dyff.operator.api.Report;
import io.dyff.operator.controller.plan.Manifest;
import io.dyff.operator.controller.plan.Outcome;
import io.dyff.operator.controller.plan.StepSettings;
import io.dyff.operator.controller.plan.Workflow;
import io.dyff.operator.controller.plan.WorkflowReconciler;
import io.dyff.operator.controller.status.Conditions;
import java.util.Optional;

/** Runs a report as an analysis is run; the image is the operator's, as a report names none. */
public final class ReportReconciler extends WorkflowReconciler<Report> {

    private static Workflow<Report> steps(StepSettings settings) {
        String image = settings.image("run-report");
        return workflow(
                new Outcome(Conditions.COMPLETE, Conditions.FAILED),
                step("Reported", new Manifest<>(), new RunJob<Report>(report -> image, settings))
                        .failsWith(RunFailed));
    }

    public ReportReconciler(StepSettings settings) {
        super(Report.class, steps(settings));
    }

    @Override
    public Optional<String> problem(Report report) {
        return ReportProblems.find(report);
    }

    @Override
    public Report blank() {
        return new Report();
    }
}
