package io.dyff.kube.controllers;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dyff.kube.TestingTarget;
import io.fabric8.kubernetes.api.model.EndpointAddress;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Our controllers do what is expected of a control plane; Endpoints stand here, because the real ones want nodes. */
class ControllersContractIT extends ControllersContract {

    @Override
    protected TestingTarget open(Path folder) throws Exception {
        return TestingTarget.ours(folder);
    }

    @Test
    void shouldListReadyPodsAsEndpoints() {
        makeDeployment(2, b -> b);
        client().resource(new ServiceBuilder()
                        .withNewMetadata()
                        .withName("web")
                        .withNamespace(namespace())
                        .endMetadata()
                        .withNewSpec()
                        .withSelector(Map.of("app", "test"))
                        .addNewPort()
                        .withPort(80)
                        .withNewTargetPort("http")
                        .endPort()
                        .endSpec()
                        .build())
                .create();
        awaitPods(2);
        Pod first = pods().getFirst();
        ready(first);
        awaitPort(first, 8000);

        client().pods()
                .inNamespace(namespace())
                .withName(first.getMetadata().getName())
                .patch(MERGE, "{\"metadata\":{\"annotations\":{\"dyff.io/port-8000\":\"40001\"}}}");

        awaitPort(first, 40001);
    }

    private void awaitPort(Pod first, int expected) {
        await().atMost(PATIENCE, SECONDS).untilAsserted(() -> {
            var subsets = client().endpoints()
                    .inNamespace(namespace())
                    .withName("web")
                    .get()
                    .getSubsets();
            assertThat(subsets.stream().flatMap(subset -> subset.getAddresses().stream()))
                    .extracting(EndpointAddress::getTargetRef)
                    .extracting(reference -> reference.getName())
                    .containsExactly(first.getMetadata().getName());
            assertThat(subsets.stream().flatMap(subset -> subset.getPorts().stream()))
                    .allSatisfy(port -> assertThat(port.getPort()).isEqualTo(expected));
        });
    }
}
