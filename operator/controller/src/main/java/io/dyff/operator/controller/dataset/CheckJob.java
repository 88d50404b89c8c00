package io.dyff.operator.controller.dataset;

import io.dyff.operator.api.Dataset;
import io.dyff.operator.controller.plan.Role;
import io.dyff.operator.controller.plan.StepJob;
import io.dyff.operator.controller.plan.StepSettings;
import io.dyff.operator.controller.status.Reason;
import java.util.Map;

/** Reads the files of a dataset from its first cell to its last. */
final class CheckJob extends StepJob<Dataset> {

    /** The longest check, in seconds: some terabytes. */
    private static final long DEADLINE = 12 * 3_600;

    CheckJob(StepSettings settings) {
        super(Map.of("check", Role.Ours.of("check-dataset", settings)));
    }

    @Override
    public String component() {
        return "check";
    }

    @Override
    protected Long deadline(Dataset primary) {
        return DEADLINE;
    }

    @Override
    protected Reason running() {
        return Reason.CheckRunning;
    }
}
