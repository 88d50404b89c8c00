package io.dyff.routes.testing;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.FileSystemUtils;

/**
 * A real control plane, started once per JVM, with the platform's custom resources. As an initializer it gives each
 * application context a namespace of its own.
 */
public final class TestingCluster implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    /** How long an answer of the API server may take, in milliseconds, on a machine that has other work. */
    private static final int SLOW_MS = 60_000;

    private static final Path SCRIPTS =
            Path.of("../deploy/kube/control-plane").toAbsolutePath().normalize();
    private static final Path FOLDER =
            Path.of("target/kube-" + ProcessHandle.current().pid()).toAbsolutePath();
    private static final Path KUBECONFIG = up();
    private static final KubernetesClient ADMIN = client("admin");
    private static final AtomicInteger NAMESPACES = new AtomicInteger();
    private static volatile boolean watched;

    static {
        // Every context of this JVM, whatever its user, finds the cluster by the client's own setting.
        System.setProperty(Config.KUBERNETES_KUBECONFIG_FILE, KUBECONFIG.toString());
        // After the applications that watch it; where there is none, Spring's own hook never runs.
        SpringApplication.getShutdownHandlers().add(TestingCluster::end);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (!watched) {
                end();
            }
        }));
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        watched = true;
        String namespace = namespace();
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("cluster", Map.of("dyff.kubernetes.workflows-namespace", namespace)));
    }

    /** A namespace that nobody else uses. */
    public static String namespace() {
        String namespace = "t" + NAMESPACES.incrementAndGet();
        ADMIN.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
        return namespace;
    }

    /** A client that may do everything. */
    public static KubernetesClient admin() {
        return ADMIN;
    }

    /** A client of one of the services' users: admin, operator, orchestrator, informer, api. */
    public static KubernetesClient client(String user) {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.fromKubeconfig(user, KUBECONFIG.toFile()))
                        .withConnectionTimeout(SLOW_MS)
                        .withRequestTimeout(SLOW_MS)
                        .build())
                .build();
    }

    /** Starts what {@link #down} ended; at once when nothing was. */
    public static Path up() {
        return Path.of(run("kube-up", FOLDER.toString()).strip());
    }

    /** Ends the control plane; its data stays. */
    public static void down() {
        run("kube-down", FOLDER.toString());
    }

    private static void end() {
        ADMIN.close();
        down();
        try {
            FileSystemUtils.deleteRecursively(FOLDER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String run(String script, String folder) {
        try {
            Path said = Files.createTempFile("kube", ".log");
            ProcessBuilder builder = new ProcessBuilder(SCRIPTS.resolve(script).toString(), folder)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .redirectOutput(said.toFile());
            // No node is there, nor who makes pods.
            builder.environment().put("KUBE_SCHEDULER", "no");
            builder.environment().put("KUBE_CRDS", SCRIPTS.resolve("../../crd").toString());
            Process process = builder.start();
            if (!process.waitFor(15, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroy();
                throw new IllegalStateException(script + " failed; see " + folder + "/log");
            }
            String output = Files.readString(said);
            Files.delete(said);
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
