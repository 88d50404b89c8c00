package io.dyff.local.launch;

import org.jspecify.annotations.Nullable;

/**
 * What the user asked of an instance.
 *
 * @param separate one process per service, instead of one for all
 * @param onlyOperator Kubernetes, object store and operator: no API, broker or database
 * @param realKubernetes a real kube-apiserver instead of the platform's own
 * @param apiPort named on the command line
 */
public record UpOptions(
        boolean separate,
        boolean onlyOperator,
        boolean realKubernetes,
        @Nullable Integer apiPort) {

    public static UpOptions standard() {
        return new UpOptions(false, false, false, null);
    }
}
