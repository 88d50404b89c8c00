package io.dyff.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@code deploy} holds, applied to a real API server by kubectl: the base and what it lets in, then each overlay.
 *
 * <p>Overlays with resources of Strimzi and CloudNativePG need the definitions of these: in the folder that {@code
 * DYFF_DEFINITIONS} names, or in {@code ../shared/definitions} beside the project.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OverlaysIT {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Path OVERLAYS = ROOT.resolve("deploy/overlays");
    private static final Path DEFINITIONS = Path.of(Objects.requireNonNullElse(
            System.getenv("DYFF_DEFINITIONS"),
            ROOT.resolve("../shared/definitions").normalize().toString()));

    /** Those that the overlays use, of all that may be in the folder. */
    private static final List<String> NEIGHBOURS = List.of(
            "strimzi-kafka.yaml",
            "strimzi-kafkanodepool.yaml",
            "strimzi-kafkatopic.yaml",
            "strimzi-kafkauser.yaml",
            "cnpg-clusters.yaml");

    private TestingTarget target;
    private TestingKubectl kubectl;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        target = TestingTarget.real(folder);
        kubectl = target.kubectl();
        if (hasDefinitions()) {
            for (String file : NEIGHBOURS) {
                define(DEFINITIONS.resolve(file).toString());
            }
        }
    }

    private void define(String file) throws IOException {
        kubectl.ok("apply", "--server-side", "-f", file);
        // The command fails at once while the server has not written any condition yet.
        await().atMost(Duration.ofMinutes(2))
                .until(() -> kubectl.run("", "wait", "--for=condition=Established", "--timeout=20s", "-f", file)
                                .code()
                        == 0);
    }

    @AfterAll
    void stop() throws Exception {
        if (target != null) {
            target.close();
        }
    }

    @Order(1)
    @Test
    void shouldBeTakenWithoutAWarningWhenThereIsNothingYet() throws Exception {
        TestingKubectl.Result applied = kubectl.run(
                "",
                "apply",
                "--validate=strict",
                "-k",
                ROOT.resolve("deploy/base").toString());

        applied.requireSuccess();
        assertThat(applied.err()).isEmpty();
    }

    @Order(2)
    @Test
    void shouldRefuseAPrivilegedPodAmongWorkflows() throws Exception {
        TestingKubectl.Result refused = kubectl.run("""
                apiVersion: v1
                kind: Pod
                metadata: {name: privileged, namespace: dyff-workflows}
                spec:
                  automountServiceAccountToken: false
                  containers: [{name: main, image: none, securityContext: {privileged: true}}]
                """, "create", "-f", "-");

        assertThat(refused.requireFailure()).contains("violates PodSecurity \"restricted:latest\"", "privileged");
    }

    @Order(3)
    @Test
    void shouldRefuseATokenForAPodAmongWorkflows() throws Exception {
        String pod = """
                apiVersion: v1
                kind: Pod
                metadata: {name: curious, namespace: dyff-workflows}
                spec:
                  automountServiceAccountToken: %s
                  securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
                  containers:
                    - name: main
                      image: none
                      securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
                """;

        awaitRefusal(pod.formatted("true"), "pods of this namespace get no token");
        kubectl.okWithInput(pod.formatted("false"), "create", "--dry-run=server", "-f", "-");
    }

    @Order(4)
    @Test
    void shouldLetTheOrchestratorAloneMakeWhatIsReported() throws Exception {
        String model = """
                apiVersion: dyff.io/v1alpha1
                kind: Model
                metadata:
                  name: model-00000000000000000000000000000001
                  namespace: dyff-workflows
                  labels: {dyff.io/managed-by: %s}
                spec:
                  id: "00000000000000000000000000000001"
                  account: test
                  source: {kind: HuggingFaceHub, huggingFaceHub: {repoID: acme/tiny, revision: main}}
                """;

        awaitRefusal(model.formatted("orchestrator"), "dyff.io/managed-by=orchestrator marks objects");
        assertThat(kubectl.run(
                                model.formatted("orchestrator"),
                                "create",
                                "--dry-run=server",
                                "--as=system:serviceaccount:dyff-workflows:dyff-orchestrator",
                                "--as-group=system:masters",
                                "-f",
                                "-")
                        .requireFailure())
                .contains("dyff.io/managed-by=orchestrator marks objects");
        kubectl.okWithInput(model.formatted("me"), "create", "--dry-run=server", "-f", "-");
        kubectl.okWithInput(
                model.formatted("orchestrator"),
                "create",
                "--dry-run=server",
                "--as=system:serviceaccount:dyff:dyff-orchestrator",
                "-f",
                "-");
    }

    @Order(5)
    @ParameterizedTest
    @CsvSource({
        "api, list, '', pods, true",
        "informer, watch, dyff.io, evaluations, true",
        "operator, create, batch, jobs, true",
        "orchestrator, patch, dyff.io, models, true",
        "sink, get, '', pods, false",
        "aggregator, get, '', pods, false",
        "api, get, '', secrets, false",
        "operator, get, '', secrets, false"
    })
    void shouldGiveEachServiceItsRightsAmongWorkflowsOnly(
            String service, String verb, String group, String resource, boolean there) {
        assertThat(may(service, verb, group, resource, "dyff-workflows")).isEqualTo(there);
        assertThat(may(service, verb, group, resource, "dyff")).isFalse();
    }

    private boolean may(String service, String verb, String group, String resource, String namespace) {
        return target.client()
                .authorization()
                .v1()
                .subjectAccessReview()
                .create(new SubjectAccessReviewBuilder()
                        .withNewSpec()
                        .withUser("system:serviceaccount:dyff:dyff-" + service)
                        .withNewResourceAttributes()
                        .withVerb(verb)
                        .withGroup(group)
                        .withResource(resource)
                        .withNamespace(namespace)
                        .endResourceAttributes()
                        .endSpec()
                        .build())
                .getStatus()
                .getAllowed();
    }

    static Stream<String> overlays() throws IOException {
        try (Stream<Path> folders = Files.list(OVERLAYS)) {
            return folders.map(folder -> folder.getFileName().toString()).sorted().toList().stream();
        }
    }

    @Order(6)
    @ParameterizedTest
    @MethodSource("overlays")
    void shouldBeTakenWithoutAWarningAndChangeNothingTheSecondTime(String overlay) throws Exception {
        Assumptions.assumeTrue(
                hasDefinitions() || !usesNeighbours(overlay),
                () -> overlay + " is not applied: " + DEFINITIONS + " has no definitions of Strimzi and CloudNativePG;"
                        + " DYFF_DEFINITIONS names another folder");
        // What another overlay has left of these cannot become what this one wants.
        kubectl.ok("delete", "statefulsets,jobs", "--all", "--namespace=dyff", "--ignore-not-found");

        TestingKubectl.Result applied =
                onOverlay(overlay, "apply", "--server-side", "--force-conflicts", "--validate=strict");

        applied.requireSuccess();
        assertThat(applied.err()).isEmpty();
        // Both sides of a difference are read one after the other, and controllers write status meanwhile.
        await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
            TestingKubectl.Result difference = onOverlay(overlay, "diff", "--server-side", "--force-conflicts");
            difference.requireSuccess();
            assertThat(difference.out() + difference.err()).isEmpty();
        });
    }

    private TestingKubectl.Result onOverlay(String overlay, String... command) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("-k", OVERLAYS.resolve(overlay).toString()));
        return kubectl.run("", arguments.toArray(String[]::new));
    }

    /** The server learns of a policy a moment after it was stored. */
    private void awaitRefusal(String object, String words) {
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(kubectl.run(object, "create", "--dry-run=server", "-f", "-")
                                .requireFailure())
                        .contains(words));
    }

    private static boolean hasDefinitions() {
        return NEIGHBOURS.stream().allMatch(file -> Files.exists(DEFINITIONS.resolve(file)));
    }

    private static boolean usesNeighbours(String overlay) {
        try {
            String text = Files.readString(OVERLAYS.resolve(overlay).resolve("kustomization.yaml"));
            return text.contains("components/strimzi") || text.contains("components/cloudnative-pg");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
