package io.dyff.local.launch;

import io.dyff.local.instance.Kubernetes;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the user asked of an instance.
 *
 * @param separate one process per service, instead of one for all
 * @param onlyOperator Kubernetes, object store and operator: no API, broker or database
 * @param kubernetes named on the command line
 * @param kubeconfig of the one that is given, named on the command line
 * @param apiPort named on the command line
 */
public record UpOptions(
        boolean separate,
        boolean onlyOperator,
        @Nullable Kubernetes kubernetes,
        @Nullable Path kubeconfig,
        @Nullable Integer apiPort) {

    /** What a first start takes that was asked for none: whoever has a real one at hand means it. */
    static Kubernetes usualKubernetes() {
        return System.getenv("KUBEBUILDER_ASSETS") == null ? Kubernetes.local : Kubernetes.real;
    }

    public static UpOptions standard() {
        return new UpOptions(false, false, Kubernetes.local, null, null);
    }
}
