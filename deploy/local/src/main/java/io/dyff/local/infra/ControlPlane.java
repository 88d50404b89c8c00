package io.dyff.local.infra;

import io.dyff.kube.LogSource;

/** A Kubernetes API that is running; its kubeconfig stands in the data folder. */
interface ControlPlane extends AutoCloseable {

    /** Gives it the output of containers, where it has no node to ask. */
    default void plug(LogSource logs) {}

    /** True when it makes pods of Jobs and Deployments, and collects what has lost its owner. */
    boolean controls();

    /** True when it gives pods to nodes. */
    boolean schedules();

    /** False once it can take no more changes until it is started again. */
    default boolean takesChanges() {
        return true;
    }

    @Override
    void close();
}
