package io.dyff.operator.controller.evaluation;

import io.dyff.operator.api.Evaluation;
import io.dyff.operator.controller.plan.Role;
import io.dyff.operator.controller.plan.StepJob;
import io.dyff.operator.controller.plan.StepSettings;
import io.dyff.operator.controller.status.Reason;
import java.util.Map;

/** Checks that every item has its output, and copies the outputs to where downloads find them. */
final class VerifyJob extends StepJob<Evaluation> {

    /** Reads and writes what is stored already: no model is waited for. */
    private static final long DEADLINE = 7_200;

    VerifyJob(StepSettings settings) {
        super(Map.of("verify", Role.Ours.of("verify-evaluation-output", settings)));
    }

    @Override
    public String component() {
        return "verify";
    }

    @Override
    protected Long deadline(Evaluation evaluation) {
        return DEADLINE;
    }

    @Override
    protected Reason running() {
        return Reason.VerificationRunning;
    }
}
