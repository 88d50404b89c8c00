package io.dyff.operator.controller.model;

import io.dyff.operator.api.Model;
import io.dyff.operator.controller.plan.Role;
import io.dyff.operator.controller.plan.StepJob;
import io.dyff.operator.controller.plan.StepSettings;
import io.dyff.operator.controller.status.Reason;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import java.util.List;
import java.util.Map;

/** Copies the files of a model into object storage. It alone is told of the hub's token, and by its environment only. */
final class FetchJob extends StepJob<Model> {

    /** The longest fetch: the largest models have a terabyte. */
    private static final long DEADLINE = 24 * 3_600;

    /** Key of the Secret, and name that the hub's own client gives the variable. */
    private static final String TOKEN = "HF_TOKEN";

    FetchJob(StepSettings settings) {
        super(Map.of("fetch", Role.Ours.<Model>of("fetch-model", settings).with(hub(settings.hub()))));
    }

    private static List<EnvVar> hub(StepSettings.Hub hub) {
        return List.of(
                new EnvVar("HF_ENDPOINT", hub.endpoint(), null),
                new EnvVarBuilder()
                        .withName(TOKEN)
                        .withNewValueFrom()
                        .withNewSecretKeyRef(TOKEN, hub.tokenSecret(), true)
                        .endValueFrom()
                        .build());
    }

    @Override
    public String component() {
        return "fetch";
    }

    @Override
    protected Long deadline(Model primary) {
        return DEADLINE;
    }

    @Override
    protected Reason running() {
        return Reason.FetchRunning;
    }
}
