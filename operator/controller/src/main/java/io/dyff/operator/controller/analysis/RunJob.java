package io.dyff.operator.controller.analysis;

import io.dyff.operator.api.DyffResource;
import io.dyff.operator.controller.plan.Role;
import io.dyff.operator.controller.plan.StepJob;
import io.dyff.operator.controller.plan.StepSettings;
import io.dyff.operator.controller.status.Reason;
import java.util.Map;
import java.util.function.Function;

/**
 * Fetches, runs, publishes. The user's container always ends well when its method has been run, however that ended: the
 * method's exit code and log lie in the shared volume, so that the log of a failed method is published too.
 */
final class RunJob<P extends DyffResource<?>> extends StepJob<P> {

    /** The longest analysis, fetching and publishing included. */
    private static final long DEADLINE = 6 * 3_600;

    /** Where the analysis finds what was fetched (contract/operator.md section 8.7); its image may be read-only. */
    private static final Map<String, String> PLACES = Map.of(
            "DYFF_AUDIT_LOCAL_STORAGE_ROOT", "/dyff/work",
            "DYFF_AUDIT_ANALYSIS_CONFIG_FILE", "/dyff/work/analysis.yaml",
            "HOME", "/tmp");

    /** @param image that holds Python with dyff-audit */
    RunJob(Function<P, String> image, StepSettings settings) {
        super(Map.of(
                "fetch", Role.Ours.of("fetch-analysis", settings),
                "run", new Role.Users<>(image, PLACES),
                "publish", Role.Ours.of("publish-analysis", settings)));
    }

    @Override
    public String component() {
        return "run";
    }

    @Override
    protected Long deadline(P primary) {
        return DEADLINE;
    }

    @Override
    protected Reason running() {
        return Reason.AnalysisRunning;
    }
}
