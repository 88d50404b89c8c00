package io.dyff.node.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceResolverTest {

    private final List<Pod> pods = new ArrayList<>(List.of(
            pod("a", true, "20001", "127.0.0.1"),
            pod("b", true, "20002", "127.0.0.1"),
            pod("c", false, "20003", "127.0.0.1")));
    private final ServiceResolver resolver = new ServiceResolver(
            new ServiceResolver.ClusterView() {
                @Override
                public Optional<Service> service(String namespace, String name) {
                    return namespace.equals("work") && name.equals("model") ? Optional.of(model()) : Optional.empty();
                }

                @Override
                public Collection<Pod> pods(String namespace) {
                    return pods;
                }
            },
            "work");

    @ParameterizedTest
    @CsvSource({"model", "model.work", "MODEL.work.svc", "model.work.svc.cluster.local"})
    void shouldTurnThroughReadyPods(String host) {
        assertThat(List.of(first(host), first(host), first(host)))
                .containsOnly(20001, 20002)
                .satisfies(ports ->
                        assertThat(ports.get(0)).isEqualTo(ports.get(2)).isNotEqualTo(ports.get(1)));
        assertThat(((Resolution.Found) resolver.resolve(host, 80)).addresses()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "other.work, 80, 502", "model.elsewhere, 80, 502", "model, 81, 502", "10.0.0.1, 80, 403",
        "www.example.com, 80, 403", "model.work.svc.example, 80, 403", "mo_del, 80, 403", "'', 80, 403"
    })
    void shouldRefuseWithReason(String host, int port, int status) {
        assertThat(resolver.resolve(host, port))
                .isInstanceOfSatisfying(
                        Resolution.Refused.class,
                        refused -> assertThat(refused.status()).isEqualTo(status));
    }

    @Test
    void shouldSayThatNoPodIsReady() {
        pods.removeIf(pod -> !pod.getMetadata().getName().equals("c"));

        assertThat(resolver.resolve("model", 80))
                .isEqualTo(new Resolution.Refused(503, "Service work/model has no ready pod"));
    }

    @Test
    void shouldUseContainerPortOfPodsElsewhere() {
        pods.clear();
        pods.add(pod("remote", true, null, "10.1.2.3"));

        assertThat(resolver.resolve("model", 80))
                .isEqualTo(new Resolution.Found(List.of(new InetSocketAddress("10.1.2.3", 8000))));
    }

    @Test
    void shouldLetLoopbackPass() {
        assertThat(resolver.resolve("localhost", 1234))
                .isEqualTo(new Resolution.Found(List.of(new InetSocketAddress("127.0.0.1", 1234))));
    }

    private int first(String host) {
        return ((Resolution.Found) resolver.resolve(host, 80))
                .addresses()
                .getFirst()
                .getPort();
    }

    private static Service model() {
        return new ServiceBuilder()
                .withNewSpec()
                .withSelector(Map.of("app", "model"))
                .addNewPort()
                .withPort(80)
                .withTargetPort(new IntOrString("http"))
                .endPort()
                .endSpec()
                .build();
    }

    private static Pod pod(String name, boolean ready, String port, String ip) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels("app", "model")
                .addToLabels("more", "x")
                .withAnnotations(port == null ? null : Map.of("dyff.io/port-8000", port))
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .addNewPort()
                .withName("http")
                .withContainerPort(8000)
                .endPort()
                .endContainer()
                .endSpec()
                .withNewStatus()
                .withPodIP(ip)
                .addNewCondition()
                .withType("Ready")
                .withStatus(ready ? "True" : "False")
                .endCondition()
                .endStatus()
                .build();
    }
}
