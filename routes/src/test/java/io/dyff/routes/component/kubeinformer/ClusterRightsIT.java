package io.dyff.routes.component.kubeinformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.orchestrate.Entities;
import io.dyff.routes.orchestrate.Manifests;
import io.dyff.routes.testing.OnRealCluster;
import io.dyff.routes.testing.TestingCluster;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The roles as shipped give each service what it needs, and no more. */
@OnRealCluster
class ClusterRightsIT {
    private static final Kind EVALUATION = Kinds.standard().get("Evaluation");
    private static final Kind.Cluster CLUSTER = Objects.requireNonNull(EVALUATION.cluster());
    private static String namespace;

    @BeforeAll
    static void grant() throws Exception {
        namespace = TestingCluster.namespace();
        for (String user : new String[] {"orchestrator", "informer", "api"}) {
            try (var role = Files.newInputStream(Path.of("../deploy/base/workflows/rights/" + user + "/role.yaml"))) {
                TestingCluster.admin().load(role).inNamespace(namespace).serverSideApply();
            }
            TestingCluster.admin()
                    .resource(new RoleBindingBuilder()
                            .withNewMetadata()
                            .withName(user)
                            .withNamespace(namespace)
                            .endMetadata()
                            .withNewRoleRef("rbac.authorization.k8s.io", "Role", "dyff-" + user)
                            .addNewSubject("rbac.authorization.k8s.io", "User", user, null)
                            .build())
                    .create();
        }
    }

    @Test
    void shouldLetTheOrchestratorMakeAndRemoveWhenItHasItsRole() {
        try (KubernetesClient client = TestingCluster.client("orchestrator")) {
            Kubernetes kubernetes = new Kubernetes(client, namespace);
            GenericKubernetesResource applied = kubernetes.apply(CLUSTER, evaluation());
            assertThat(kubernetes.apply(CLUSTER, again(applied)).getMetadata().getUid())
                    .isEqualTo(applied.getMetadata().getUid());
            assertThat(kubernetes.list(CLUSTER)).hasSize(1);
            kubernetes.delete(CLUSTER, applied);
            GenericKubernetesResource left =
                    kubernetes.get(CLUSTER, applied.getMetadata().getName());
            assertThat(left == null || left.isMarkedForDeletion()).isTrue();
        }
    }

    @Test
    void shouldRefuseTheOrchestratorWhatIsNotItsBusiness() {
        try (KubernetesClient client = TestingCluster.client("orchestrator")) {
            refused(() -> client.secrets().inNamespace(namespace).list());
            refused(() -> client.batch().v1().jobs().inNamespace(namespace).list());
            refused(() -> new Kubernetes(client, "default").list(CLUSTER));
        }
    }

    @Test
    void shouldRefuseTheInformerToChangeAnything() {
        try (KubernetesClient client = TestingCluster.client("informer")) {
            Kubernetes kubernetes = new Kubernetes(client, namespace);
            assertThat(kubernetes.list(CLUSTER)).isNotNull();
            refused(() -> kubernetes.apply(CLUSTER, evaluation()));
            refused(() -> client.secrets().inNamespace(namespace).list());
        }
    }

    @Test
    void shouldLetThoseReadWhatPodsPrintWhoAnswerOrKeepIt() {
        for (String user : new String[] {"informer", "api"}) {
            try (KubernetesClient client = TestingCluster.client(user)) {
                assertThat(client.pods().inNamespace(namespace).list().getItems())
                        .isEmpty();
                // There is no such pod; without the right to read it this would be a 403.
                assertThat(client.raw("/api/v1/namespaces/" + namespace + "/pods/none/log"))
                        .isNull();
            }
        }
    }

    @Test
    void shouldRefuseTheApiEverythingElse() {
        try (KubernetesClient client = TestingCluster.client("api")) {
            refused(() -> client.pods().inNamespace("default").list());
            refused(() -> client.pods().inNamespace(namespace).withName("none").delete());
            refused(() -> client.secrets().inNamespace(namespace).list());
            refused(() -> client.configMaps().inNamespace(namespace).list());
            refused(() -> new Kubernetes(client, namespace).list(CLUSTER));
        }
    }

    private static void refused(Runnable call) {
        assertThatExceptionOfType(KubernetesClientException.class)
                .isThrownBy(call::run)
                .satisfies(e -> assertThat(e.getCode()).isEqualTo(403));
    }

    private static GenericKubernetesResource evaluation() {
        return Manifests.of(namespace, Entities.evaluation("a", Entities.id(), Entities.id()));
    }

    /** What the orchestrator sends, without what the server added. */
    private static GenericKubernetesResource again(GenericKubernetesResource applied) {
        GenericKubernetesResource copy = Json.mapper().convertValue(applied, GenericKubernetesResource.class);
        copy.getMetadata().setManagedFields(null);
        copy.getMetadata().setResourceVersion(null);
        return copy;
    }
}
