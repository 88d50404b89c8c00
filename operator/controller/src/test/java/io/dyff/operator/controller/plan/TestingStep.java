package io.dyff.operator.controller.plan;

import io.dyff.operator.api.Evaluation;
import io.dyff.operator.controller.status.Reason;
import java.util.Map;

/** A step in which a program of ours fetches, one of the user's works, and one of ours publishes. */
public final class TestingStep extends StepJob<Evaluation> {

    public TestingStep(StepSettings settings) {
        super(Map.of(
                "fetch",
                Role.Ours.of("evaluation-client", settings),
                "analysis",
                new Role.Users<>(
                        evaluation -> evaluation.getSpec().inferenceSession().image()),
                "publish",
                Role.Ours.of("verify-evaluation-output", settings)));
    }

    @Override
    public String component() {
        return "run";
    }

    @Override
    protected Long deadline(Evaluation evaluation) {
        return 60L;
    }

    @Override
    protected Reason running() {
        return Reason.Running;
    }
}
