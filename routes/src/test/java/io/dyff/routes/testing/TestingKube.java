package io.dyff.routes.testing;

import io.dyff.kube.KubeServer;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * The small API server of the local platform, started once per JVM, whose pods are run by nobody and print what a test
 * wants. As an initializer it gives an application context a client of it.
 */
public final class TestingKube implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    /** How long an answer of the API server may take, in milliseconds, on a machine that has other work. */
    private static final int SLOW_MS = 60_000;

    private static final Path FOLDER = TestingPlatform.folder("kube");
    private static final TestingLogs LOGS = new TestingLogs();
    private static final KubeServer SERVER = server();
    private static final KubernetesClient CLIENT = connect();

    static {
        SpringApplication.getShutdownHandlers().add(TestingKube::close);
    }

    /** A client that may do everything. */
    public static KubernetesClient client() {
        return CLIENT;
    }

    /** What containers print. */
    public static TestingLogs logs() {
        return LOGS;
    }

    /** A pod of the operator's with one container {@code main}, which has started. */
    public static Pod pod(String name, String instance, String component) {
        Pod pod = CLIENT.pods()
                .inNamespace("default")
                .resource(new PodBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .addToLabels("app.kubernetes.io/instance", instance)
                        .addToLabels("app.kubernetes.io/managed-by", "dyff-operator")
                        .addToLabels("dyff.io/component", component)
                        .endMetadata()
                        .withNewSpec()
                        .addNewContainer()
                        .withName("main")
                        .withImage("example/main")
                        .endContainer()
                        .endSpec()
                        .build())
                .create();
        return status(pod, "Running");
    }

    /** Says how the pod is: Running, Succeeded or Failed. */
    public static Pod status(Pod pod, String phase) {
        // Of no version: an attempt whose answer was lost has made another of it.
        PodBuilder changed =
                new PodBuilder(pod).editMetadata().withResourceVersion(null).endMetadata();
        var state = changed.editOrNewStatus()
                .withPhase(phase)
                .withContainerStatuses()
                .addNewContainerStatus()
                .withName("main")
                .withImage("example/main")
                .withImageID("")
                .withRestartCount(0)
                .withNewState();
        boolean runs = phase.equals("Running");
        var told = runs
                ? state.withNewRunning().endRunning()
                : state.withNewTerminated().withExitCode(0).endTerminated();
        Pod wanted = told.endState().endContainerStatus().endStatus().build();
        // The client may take a connection that is just being closed, as after a log that was left before its end.
        return Awaitility.await()
                .atMost(2, TimeUnit.MINUTES)
                .ignoreExceptionsMatching(
                        e -> e instanceof KubernetesClientException failed && failed.getStatus() == null)
                .until(
                        () -> CLIENT.pods()
                                .inNamespace("default")
                                .resource(wanted)
                                .updateStatus(),
                        Objects::nonNull);
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ((GenericApplicationContext) context)
                .registerBean("testingKube", KubernetesClient.class, () -> CLIENT, bean -> {
                    bean.setPrimary(true);
                    bean.setDestroyMethodName("");
                });
    }

    private static KubeServer server() {
        try {
            KubeServer server = KubeServer.open(new KubeServer.Settings(
                    FOLDER, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), "token", Clock.systemUTC()));
            server.plug(LOGS);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KubernetesClient connect() {
        try {
            Path kubeconfig = FOLDER.resolve("kubeconfig");
            SERVER.writeKubeconfig(kubeconfig);
            return new KubernetesClientBuilder()
                    .withConfig(new ConfigBuilder(Config.fromKubeconfig(kubeconfig.toFile()))
                            .withConnectionTimeout(SLOW_MS)
                            .withRequestTimeout(SLOW_MS)
                            .build())
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close() {
        CLIENT.close();
        SERVER.close();
    }
}
