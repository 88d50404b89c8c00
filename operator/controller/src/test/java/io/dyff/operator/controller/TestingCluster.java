package io.dyff.operator.controller;

import static org.awaitility.Awaitility.await;

import io.dyff.operator.api.DyffGroup;
import io.dyff.operator.api.Evaluation;
import io.dyff.operator.controller.cluster.Reading;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.SubjectBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** A real control plane for all tests of this JVM, with the CRDs as committed. It has no nodes. */
final class TestingCluster {
    /** How long an answer of the API server may take, in milliseconds, on a machine that has other work. */
    private static final int SLOW_MS = 60_000;

    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Path KUBE = ROOT.resolve("deploy/kube/control-plane");

    private static @Nullable TestingCluster instance;

    private final Path home =
            Path.of("target/kube-" + ProcessHandle.current().pid()).toAbsolutePath();
    private final AtomicInteger namespaces = new AtomicInteger();
    private final String kubeconfig;
    private final KubernetesClient admin;

    private TestingCluster() {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(this::end));
            kubeconfig = Files.readString(Path.of(run("kube-up", home.toString())));
            admin = client("admin").build();
            awaitGarbageCollector();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void end() {
        run("kube-down", home.toString());
        try {
            delete(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Until the garbage collector takes away what a deleted one of ours owns. */
    private void awaitGarbageCollector() {
        Evaluation owner = admin.resource(TestingStory.evaluation(0))
                .inNamespace("default")
                .create();
        ConfigMap owned = admin.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("owned")
                        .withOwnerReferences(new OwnerReferenceBuilder()
                                .withApiVersion(owner.getApiVersion())
                                .withKind(owner.getKind())
                                .withName(owner.getMetadata().getName())
                                .withUid(owner.getMetadata().getUid())
                                .build())
                        .endMetadata()
                        .build())
                .inNamespace("default")
                .create();
        admin.resource(owner).delete();
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> admin.resource(owned).get() == null);
    }

    static synchronized TestingCluster get() {
        Assumptions.assumeFalse("no".equals(System.getenv("DYFF_TEST_REAL")), "no real control plane here");
        if (instance == null) {
            instance = new TestingCluster();
        }
        return instance;
    }

    /** Kills the API server and starts it again on the same data; returns when it answers. */
    void restartApiServer() {
        run("kube-restart", home.toString());
    }

    /** A context for each user, that of "admin" being the current one. */
    Path kubeconfig() {
        return home.resolve("kubeconfig");
    }

    /** The kubectl of the control plane's own release. */
    static Path kubectl() {
        String given = System.getenv("KUBEBUILDER_ASSETS");
        return Path.of(
                given != null ? given : run("kube-assets").lines().toList().getLast(), "kubectl");
    }

    /** May do everything. */
    KubernetesClient admin() {
        return admin;
    }

    /** A new client of the user that the shipped role is bound to. */
    KubernetesClient operator(Interceptor interceptor) {
        return client("operator")
                .withKubernetesSerialization(Reading.serialization())
                .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("test", interceptor))
                .build();
    }

    /** A new namespace in which the user "operator" has the shipped role, and pods must be restricted. */
    String namespace() {
        String name = "workflows-" + namespaces.incrementAndGet();
        admin.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                        .endMetadata()
                        .build())
                .create();
        admin.resource(shipped("role.yaml", Role.class)).inNamespace(name).create();
        RoleBinding binding = new RoleBindingBuilder(shipped("role-binding.yaml", RoleBinding.class))
                .withSubjects(new SubjectBuilder()
                        .withKind("User")
                        .withApiGroup("rbac.authorization.k8s.io")
                        .withName("operator")
                        .build())
                .build();
        admin.resource(binding).inNamespace(name).create();
        await("the rights of the operator in " + name)
                .atMost(Duration.ofMinutes(3))
                .until(() -> mayWatchSessions(name));
        return name;
    }

    /** What has been created holds a moment later: the API server hears of it by a watch of its own. */
    private boolean mayWatchSessions(String namespace) {
        return admin.authorization()
                .v1()
                .subjectAccessReview()
                .create(new SubjectAccessReviewBuilder()
                        .withNewSpec()
                        .withUser("operator")
                        .withNewResourceAttributes()
                        .withNamespace(namespace)
                        .withGroup(DyffGroup.NAME)
                        .withResource("inferencesessions")
                        .withVerb("watch")
                        .endResourceAttributes()
                        .endSpec()
                        .build())
                .getStatus()
                .getAllowed();
    }

    /** What the users of services have asked for so far, a line of JSON for each answer. */
    List<String> audit() {
        try {
            return Files.readAllLines(home.resolve("log/audit.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the shipped role allows. */
    Role role() {
        return shipped("role.yaml", Role.class);
    }

    private KubernetesClientBuilder client(String context) {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.fromKubeconfig(context, kubeconfig, null))
                        .withConnectionTimeout(SLOW_MS)
                        .withRequestTimeout(SLOW_MS)
                        .build());
    }

    private static <T> T shipped(String file, Class<T> type) {
        try {
            return Serialization.unmarshal(
                    Files.readString(ROOT.resolve("deploy/base/workflows/rights/operator/" + file)), type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String run(String program, String... arguments) {
        try {
            ProcessBuilder builder = new ProcessBuilder(
                            Stream.concat(Stream.of(KUBE.resolve(program).toString()), Stream.of(arguments))
                                    .toList())
                    .redirectError(ProcessBuilder.Redirect.INHERIT);
            // Without nodes a scheduler could only say so of every pod.
            builder.environment().put("KUBE_SCHEDULER", "no");
            builder.environment().put("KUBE_AUDIT", "yes");
            builder.environment().put("KUBE_CRDS", ROOT.resolve("deploy/crd").toString());
            Process process = builder.start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(program + " ended with " + process.exitValue());
            }
            return out.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> paths = Files.walk(folder)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
