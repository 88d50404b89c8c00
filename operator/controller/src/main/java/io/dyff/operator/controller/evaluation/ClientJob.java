package io.dyff.operator.controller.evaluation;

import io.dyff.operator.api.ClientOptions;
import io.dyff.operator.api.Evaluation;
import io.dyff.operator.controller.workflow.Reason;
import io.dyff.operator.controller.workflow.StepJob;

/** Sends the dataset through the session. It starts at once: the program waits until the session answers. */
final class ClientJob extends StepJob<Evaluation> {

    private static final long LEAST_ALLOWANCE = 600;
    private static final long MOST_ALLOWANCE = 86_400;

    ClientJob(StepSettings settings) {
        super(settings.clientImage(), settings.storageSecret());
    }

    @Override
    public String component() {
        return "client";
    }

    /** All requests, and before them the longest wait for a session that the client's own retries allow. */
    @Override
    protected long deadline(Evaluation evaluation) {
        ClientOptions client = evaluation.getSpec().clientOrDefaults();
        long retries = (long) client.transientErrorRetryLimit() * client.transientErrorRetryDelaySeconds();
        return client.totalTimeoutSeconds() + Math.clamp(retries, LEAST_ALLOWANCE, MOST_ALLOWANCE);
    }

    @Override
    protected Reason running() {
        return Reason.InferenceRunning;
    }
}
