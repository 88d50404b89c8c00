package io.dyff.node.pod;

import io.dyff.node.container.Exit;
import io.fabric8.kubernetes.api.model.Pod;

/** When the containers of a pod start again. */
enum RestartPolicy {
    ALWAYS,
    ON_FAILURE,
    NEVER;

    static RestartPolicy of(Pod pod) {
        String policy = pod.getSpec().getRestartPolicy();
        return switch (policy == null ? "Always" : policy) {
            case "Never" -> NEVER;
            case "OnFailure" -> ON_FAILURE;
            default -> ALWAYS;
        };
    }

    boolean restarts(Exit exit) {
        return this == ALWAYS || this == ON_FAILURE && !exit.success();
    }

    /** Init containers that succeeded never start again. */
    RestartPolicy forInit() {
        return this == ALWAYS ? ON_FAILURE : this;
    }
}
