package io.dyff.node;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows this machine as a Node object that is Ready. A server that knows no nodes does without. */
final class NodeRegistration {

    private static final Logger log = LoggerFactory.getLogger(NodeRegistration.class);
    private static final int PODS = 500;
    private static final String MADE_BY = "app.kubernetes.io/managed-by";
    private static final String AGENT = "dyff-node-agent";

    private final KubernetesClient client;
    private final String name;

    NodeRegistration(KubernetesClient client, String name) {
        this.client = client;
        this.name = name;
    }

    static boolean isOurs(HasMetadata node) {
        return node.getMetadata().getLabels() != null
                && AGENT.equals(node.getMetadata().getLabels().get(MADE_BY));
    }

    void register() {
        try {
            if (client.nodes().withName(name).get() == null) {
                create();
            }
            client.nodes().withName(name).subresource("status").patch(PatchContext.of(PatchType.JSON_MERGE), status());
        } catch (KubernetesClientException refused) {
            if (refused.getCode() != 404 && refused.getCode() != 403) {
                throw refused;
            }
            log.info("this API server has no nodes for us; node={} code={}", name, refused.getCode());
        }
    }

    private void create() {
        try {
            client.nodes()
                    .resource(new NodeBuilder()
                            .withNewMetadata()
                            .withName(name)
                            .addToLabels("kubernetes.io/hostname", name)
                            .addToLabels("kubernetes.io/os", "linux")
                            .addToLabels(MADE_BY, AGENT)
                            .endMetadata()
                            .withNewSpec()
                            .endSpec()
                            .build())
                    .create();
        } catch (KubernetesClientException exists) {
            if (exists.getCode() != 409) {
                throw exists;
            }
        }
    }

    private String status() {
        long memory = ((com.sun.management.OperatingSystemMXBean)
                        java.lang.management.ManagementFactory.getOperatingSystemMXBean())
                .getTotalMemorySize();
        Map<String, Quantity> capacity = Map.of(
                "cpu", new Quantity(Integer.toString(Runtime.getRuntime().availableProcessors())),
                "memory", new Quantity(Long.toString(memory)),
                "pods", new Quantity(Integer.toString(PODS)));
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        var status = new NodeBuilder()
                .withNewStatus()
                .withCapacity(capacity)
                .withAllocatable(capacity)
                .addNewAddress("127.0.0.1", "InternalIP")
                .addNewAddress(name, "Hostname")
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .withReason("NodeAgentReady")
                .withMessage("pods run as processes of this machine")
                .withLastHeartbeatTime(now)
                .withLastTransitionTime(now)
                .endCondition()
                .endStatus()
                .buildStatus();
        return "{\"status\":" + client.getKubernetesSerialization().asJson(status) + "}";
    }
}
