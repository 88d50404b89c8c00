package io.dyff.local.infra;

import io.dyff.kube.LogSource;

/** A Kubernetes API that is running; its kubeconfig stands in the data folder. */
interface ControlPlane extends AutoCloseable {

    /** Gives it the output of containers, where it has no node to ask. */
    default void plug(LogSource logs) {}

    /** False once it can take no more changes until it is started again. */
    default boolean takesChanges() {
        return true;
    }

    @Override
    void close();
}
