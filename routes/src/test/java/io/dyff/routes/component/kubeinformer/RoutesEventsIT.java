package io.dyff.routes.component.kubeinformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dyff.routes.host.live.RoutesChange;
import io.dyff.routes.host.live.RoutesChange.Outcome;
import io.dyff.routes.host.rules.Refusal;
import io.dyff.routes.testing.OnRealCluster;
import io.dyff.routes.testing.TestingCluster;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** A service of the cluster, with the role as shipped, tells it what became of a change of routes. */
@OnRealCluster
class RoutesEventsIT {
    private static String namespace;

    @BeforeAll
    static void grant() throws Exception {
        namespace = TestingCluster.namespace();
        try (var role = Files.newInputStream(Path.of("../deploy/base/events/role.yaml"))) {
            TestingCluster.admin().load(role).inNamespace(namespace).serverSideApply();
        }
        TestingCluster.admin()
                .resource(new RoleBindingBuilder()
                        .withNewMetadata()
                        .withName("events")
                        .withNamespace(namespace)
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "Role", "dyff-events")
                        .addNewSubject("rbac.authorization.k8s.io", "User", "api", null)
                        .build())
                .create();
    }

    @Test
    void shouldTellThePodWhatWasAppliedRefusedAndWithdrawn() {
        tell("dyff-api-told", Outcome.applied, List.of());
        tell("dyff-api-told", Outcome.refused, List.of(new Refusal("sink.camel.yaml", 12, "scripts are not allowed")));
        tell("dyff-api-told", Outcome.withdrawn, List.of());

        assertThat(awaitEvents("dyff-api-told", 3))
                .extracting(event -> event.getType() + " " + event.getReason() + ": " + event.getNote())
                .containsExactlyInAnyOrder(
                        "Normal RoutesApplied: generation 4 serves: api.camel.yaml, sink.camel.yaml",
                        "Warning RoutesRefused: generation 4 serves on; refused: sink.camel.yaml:12: scripts are not"
                                + " allowed",
                        "Normal RoutesWithdrawn: the refused files are withdrawn; generation 4 serves on");
    }

    @Test
    void shouldTellAsMuchAsTheClusterTakesWhenThereIsMoreToSay() {
        List<Refusal> many = Stream.generate(() -> new Refusal("api.camel.yaml", 7, "…a reason that is long by itself"))
                .limit(100)
                .toList();

        tell("dyff-api-long", Outcome.refused, many);

        Event event = awaitEvents("dyff-api-long", 1).getFirst();
        assertThat(event.getNote()).endsWith("...");
        assertThat(event.getNote().getBytes(StandardCharsets.UTF_8))
                .hasSizeBetween(RoutesEvents.NOTE_MAX - 2, RoutesEvents.NOTE_MAX);
        assertThat(event.getRegarding().getUid()).isEqualTo("uid-1");
    }

    /** As the application is told of its pod, by its environment; waits until the cluster has been told. */
    private void tell(String pod, Outcome outcome, List<Refusal> refusals) {
        RoutesChange change =
                new RoutesChange(Instant.now(), outcome, 4, List.of("api.camel.yaml", "sink.camel.yaml"), refusals, 9);
        int before = events(pod).size();
        new ApplicationContextRunner()
                .withUserConfiguration(KubernetesAccess.class)
                .withAllowBeanDefinitionOverriding(true)
                .withBean("kubernetesClient", KubernetesClient.class, () -> TestingCluster.client("api"))
                .withPropertyValues(
                        "dyff.services=api",
                        "dyff.kubernetes.pod.name=" + pod,
                        "dyff.kubernetes.pod.namespace=" + namespace,
                        "dyff.kubernetes.pod.uid=uid-1")
                .run(context -> {
                    context.getBean(RoutesChange.Listener.class).decided(change);
                    awaitEvents(pod, before + 1);
                });
    }

    private static List<Event> awaitEvents(String pod, int count) {
        return await().atMost(2, TimeUnit.MINUTES).until(() -> events(pod), found -> found.size() >= count);
    }

    private static List<Event> events(String pod) {
        return TestingCluster.admin().events().v1().events().inNamespace(namespace).list().getItems().stream()
                .filter(event -> event.getRegarding().getName().equals(pod))
                .toList();
    }
}
