package io.dyff.operator.controller.evaluation;

import io.dyff.operator.api.ClientOptions;
import io.dyff.operator.api.Evaluation;
import io.dyff.operator.controller.plan.Observed;
import io.dyff.operator.controller.plan.Role;
import io.dyff.operator.controller.plan.StepJob;
import io.dyff.operator.controller.plan.StepSettings;
import io.dyff.operator.controller.status.Reason;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends the dataset through the session, once that serves: what would only wait takes no room in the cluster. */
final class ClientJob extends StepJob<Evaluation> {

    private static final long LEAST_ALLOWANCE = 600;
    private static final long MOST_ALLOWANCE = 86_400;

    private final OwnSession session;

    ClientJob(StepSettings settings, OwnSession session) {
        super(Map.of("client", Role.Ours.of("evaluation-client", settings)));
        this.session = session;
    }

    @Override
    public boolean due(Evaluation evaluation, Observed observed) {
        return session.serves(evaluation, observed);
    }

    @Override
    public String component() {
        return "client";
    }

    @Override
    public boolean tellsOfRows() {
        return true;
    }

    /** No limit when the client has none; else all requests, and before them the longest wait for a session that the client's own retries allow. */
    @Override
    protected @Nullable Long deadline(Evaluation evaluation) {
        ClientOptions client = evaluation.getSpec().clientOrDefaults();
        if (client.totalTimeoutSeconds() == 0) {
            return null;
        }
        long retries = (long) client.transientErrorRetryLimit() * client.transientErrorRetryDelaySeconds();
        return client.totalTimeoutSeconds() + Math.clamp(retries, LEAST_ALLOWANCE, MOST_ALLOWANCE);
    }

    @Override
    protected Reason running() {
        return Reason.InferenceRunning;
    }
}
