package io.dyff.node;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renews the node's Lease as a kubelet does: controllers take pods from a node that is silent for longer than it says. */
final class NodeHeartbeat {
    private static final Logger log = LoggerFactory.getLogger(NodeHeartbeat.class);
    private static final String NAMESPACE = "kube-node-lease";
    private static final int SILENCE_SECONDS = 40;
    private static final int PERIOD_SECONDS = 10;
    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("dyff-node-agent")
            .withForce(true)
            .build();

    private final KubernetesClient client;
    private final String name;
    private volatile boolean failing;

    NodeHeartbeat(KubernetesClient client, String name) {
        this.client = client;
        this.name = name;
    }

    /** Beats now, and until the clock is stopped. */
    void start(ScheduledExecutorService clock) {
        beat();
        clock.scheduleWithFixedDelay(
                () -> Thread.ofVirtual().start(this::beat), PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
    }

    private void beat() {
        try {
            client.resource(lease()).patch(APPLY);
            failing = false;
        } catch (KubernetesClientException e) {
            if (!failing) {
                log.warn(
                        "the node's lease cannot be renewed, will try again; node={} problem={}", name, e.getMessage());
            }
            failing = true;
        }
    }

    private Lease lease() {
        return new LeaseBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(NAMESPACE)
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity(name)
                .withLeaseDurationSeconds(SILENCE_SECONDS)
                .withRenewTime(ZonedDateTime.now(ZoneOffset.UTC))
                .endSpec()
                .build();
    }
}
