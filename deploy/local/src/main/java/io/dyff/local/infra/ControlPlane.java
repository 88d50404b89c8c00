package io.dyff.local.infra;

/** A Kubernetes API that is running; its kubeconfig stands in the data folder. */
interface ControlPlane extends AutoCloseable {

    @Override
    void close();
}
