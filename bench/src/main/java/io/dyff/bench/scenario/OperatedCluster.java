package io.dyff.bench.scenario;

import io.dyff.bench.load.ProcessCost;
import io.dyff.local.infra.RealControlPlane;
import io.dyff.local.launch.Module;
import io.dyff.local.launch.Project;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.SubjectBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A real control plane, whose etcd is durable, and the operator as a process of its own under the rights that are shipped. */
final class OperatedCluster implements AutoCloseable {
    static final String NAMESPACE = "default";
    static final String OPERATOR = "operator";

    /** Counters of the operator's. */
    static final String WRITES = "dyff_operator_writes_total";

    static final String PASSES = "dyff_operator_reconciles_total";
    private static final Project PROJECT = Project.here();
    private static final String RIGHTS = "deploy/base/workflows/rights/operator/";
    private static final List<String> STEPS = List.of(
            "EVALUATION_CLIENT",
            "VERIFY_EVALUATION_OUTPUT",
            "FETCH_ANALYSIS",
            "PUBLISH_ANALYSIS",
            "RUN_REPORT",
            "FETCH_MODEL",
            "CHECK_DATASET");
    private static final int SLOW_MS = 60_000;

    /** What it has where it is deployed: 60 % of 512 MiB. */
    private static final String HEAP = "307m";

    private final RealControlPlane plane;
    private final KubernetesClient admin;
    private final ServerProcess operator;

    private OperatedCluster(RealControlPlane plane, KubernetesClient admin, ServerProcess operator) {
        this.plane = plane;
        this.admin = admin;
        this.operator = operator;
    }

    /** Starts it in the folder; returns when the operator is ready. */
    static OperatedCluster start(Path folder) throws IOException, InterruptedException {
        // Without nodes a scheduler could only say so of every pod.
        Map<String, String> settings = Map.of("KUBE_FSYNC", "yes", "KUBE_SCHEDULER", "no");
        RealControlPlane plane = RealControlPlane.start(PROJECT, folder.resolve("kubernetes"), settings);
        // Whoever interrupts a measurement would leave it running.
        Runtime.getRuntime().addShutdownHook(new Thread(plane::close, "control-plane-end"));
        KubernetesClient admin = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(
                                Config.fromKubeconfig(plane.kubeconfig().toFile()))
                        .withRequestTimeout(SLOW_MS)
                        .build())
                .build();
        try {
            grant(admin);
            return new OperatedCluster(plane, admin, operator(plane, folder));
        } catch (IOException | RuntimeException | InterruptedException e) {
            admin.close();
            plane.close();
            throw e;
        }
    }

    private static void grant(KubernetesClient admin) throws IOException {
        admin.resource(shipped("role.yaml", Role.class)).inNamespace(NAMESPACE).create();
        admin.resource(new RoleBindingBuilder(shipped("role-binding.yaml", RoleBinding.class))
                        .withSubjects(new SubjectBuilder()
                                .withKind("User")
                                .withApiGroup("rbac.authorization.k8s.io")
                                .withName("operator")
                                .build())
                        .build())
                .inNamespace(NAMESPACE)
                .create();
    }

    private static <T> T shipped(String file, Class<T> type) throws IOException {
        return Serialization.unmarshal(Files.readString(PROJECT.file(RIGHTS + file)), type);
    }

    private static ServerProcess operator(RealControlPlane plane, Path folder)
            throws IOException, InterruptedException {
        Path kubeconfig = Files.writeString(
                folder.resolve("operator.kubeconfig"),
                Files.readString(plane.kubeconfig())
                        .replace("current-context: \"admin\"", "current-context: \"operator\""));
        int port = freePort();
        Map<String, String> environment = new HashMap<>(Map.of(
                "KUBECONFIG",
                kubeconfig.toString(),
                "DYFF_KUBERNETES__WORKFLOWS_NAMESPACE",
                NAMESPACE,
                "DYFF_OPERATOR__HEALTH__ADDRESS",
                "127.0.0.1:" + port));
        STEPS.forEach(step -> environment.put("DYFF_OPERATOR__IMAGES__" + step, "registry.example/dyff/step:1"));
        return ServerProcess.start(
                PROJECT.classPath(Module.OPERATOR),
                "io.dyff.operator.controller.OperatorMain",
                HEAP,
                environment,
                port,
                "/health/ready",
                folder.resolve("operator.log"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** May do everything. */
    KubernetesClient admin() {
        return admin;
    }

    /** Processor time so far by process: the control plane's, the operator, and this one, which is client and node. */
    Map<String, Duration> cpu() throws IOException {
        Map<String, Duration> all = new TreeMap<>();
        plane.pids().forEach((name, pid) -> all.put(name, ProcessCost.cpu(pid)));
        all.put(OPERATOR, operator.cpu());
        all.put("client and node", ProcessCost.cpu(ProcessHandle.current().pid()));
        return all;
    }

    /** A counter of the operator's, over all its labels. */
    long counted(String counter) throws IOException, InterruptedException {
        String text = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(operator.address().resolve("/metrics"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
        return text.lines()
                .filter(line -> line.startsWith(counter + "{"))
                .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Bytes of the operator's heap that somebody refers to. */
    long heldBytes() throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(operator.pid()),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return said.lines()
                .filter(line -> line.startsWith("Total"))
                .mapToLong(line -> Long.parseLong(line.strip().split("\\s+")[2]))
                .findFirst()
                .orElseThrow(() -> new IOException("jcmd does not say what the operator's heap holds: " + said));
    }

    @Override
    public void close() throws InterruptedException {
        operator.close();
        admin.close();
        plane.close();
    }
}
