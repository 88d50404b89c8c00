package io.dyff.local.infra;

import io.dyff.local.instance.DataFolder;
import io.dyff.local.launch.PlatformEnvironment;
import io.dyff.node.NodeAgent;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;

/** Somebody else's API server: it is neither started nor ended, and what it lacks is told from what is in it. */
final class GivenControlPlane implements ControlPlane {
    /** Four times what a leader takes at most between two signs of life, as Kubernetes ships it. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(60);

    private final boolean controls;
    private final boolean schedules;

    private GivenControlPlane(boolean controls, boolean schedules) {
        this.controls = controls;
        this.schedules = schedules;
    }

    /**
     * Looks at it.
     *
     * @throws IllegalStateException when it cannot be used, with the way on
     */
    static GivenControlPlane find(DataFolder folder) {
        Path kubeconfig = folder.kubeconfig();
        try (KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
                .build()) {
            refuseNodes(client, kubeconfig);
            refuseMissing(client, new PlatformEnvironment(folder).namespace(), kubeconfig);
            return new GivenControlPlane(controls(client), schedules(client));
        } catch (KubernetesClientException e) {
            throw new IllegalStateException(
                    "the API server of " + kubeconfig + " does not let us in: " + InfraMain.messageOf(e), e);
        }
    }

    /** Pods on other machines would not reach what listens on this one's loopback. */
    private static void refuseNodes(KubernetesClient client, Path kubeconfig) {
        List<String> nodes = client.nodes().list().getItems().stream()
                .filter(node -> !NodeAgent.isOurs(node))
                .map(Node::getMetadata)
                .map(metadata -> metadata.getName())
                .toList();
        if (!nodes.isEmpty()) {
            throw new IllegalStateException("the cluster of " + kubeconfig + " has nodes " + nodes
                    + ", whose pods do not reach this machine's loopback, where all parts listen: install the platform in the"
                    + " cluster (deploy/README.md), or name an API server without nodes");
        }
    }

    private static void refuseMissing(KubernetesClient client, String namespace, Path kubeconfig) {
        if (client.namespaces().withName(namespace).get() == null) {
            throw new IllegalStateException("the API server of " + kubeconfig + " has no namespace " + namespace
                    + ", which its context names: kubectl create namespace " + namespace);
        }
    }

    /** Every namespace has this one where a controller manager runs; no other program makes it. */
    private static boolean controls(KubernetesClient client) {
        return client.configMaps()
                        .inNamespace("kube-system")
                        .withName("kube-root-ca.crt")
                        .get()
                != null;
    }

    /** One that keeps no lease is not seen; then two bind pods, and the first one does. */
    private static boolean schedules(KubernetesClient client) {
        Lease lease = client.leases()
                .inNamespace("kube-system")
                .withName("kube-scheduler")
                .get();
        ZonedDateTime renewed = lease == null || lease.getSpec() == null
                ? null
                : lease.getSpec().getRenewTime();
        return renewed != null
                && renewed.isAfter(ZonedDateTime.now(renewed.getZone()).minus(LONGEST_SILENCE));
    }

    @Override
    public boolean controls() {
        return controls;
    }

    @Override
    public boolean schedules() {
        return schedules;
    }

    @Override
    public void close() {}
}
