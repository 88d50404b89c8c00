package io.dyff.kube;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.kube.http.Certificate;
import io.dyff.kube.store.ObjectStore;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What our server promises beyond the contract: tokens, its folder, restarts, windows of watches, load. */
class KubeServerIT {

    private static Path certificate;

    @TempDir
    private Path folder;

    /** One for all servers: to make each its own takes longer than most tests. */
    @BeforeAll
    static void makeACertificate(@TempDir Path shared) throws IOException {
        Certificate.in(shared, "127.0.0.1");
        certificate = shared.resolve("serving.p12");
    }

    @BeforeEach
    void giveTheCertificate() throws IOException {
        Files.createDirectories(folder.resolve("data"));
        Files.copy(certificate, folder.resolve("data/serving.p12"), StandardCopyOption.COPY_ATTRIBUTES);
    }

    private KubeServer open(int window) throws IOException {
        KubeServer server = KubeServer.open(new KubeServer.Settings(
                folder.resolve("data"),
                new InetSocketAddress("127.0.0.1", 0),
                "test-token",
                Clock.systemUTC(),
                new ObjectStore.Window(window, 16 * 1024 * 1024),
                Duration.ofMillis(200)));
        server.writeKubeconfig(kubeconfig());
        return server;
    }

    private Path kubeconfig() {
        return folder.resolve("kubeconfig");
    }

    private TestingHttp http() throws Exception {
        return new TestingHttp(kubeconfig());
    }

    private static ConfigMap map(String name, String value) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("default")
                .endMetadata()
                .addToData("key", value)
                .build();
    }

    @Test
    void shouldAskForTheTokenExceptAboutHealth() throws Exception {
        try (KubeServer server = open(100)) {
            TestingHttp http = http();

            assertThat(http.send(http.anonymous("/api/v1/namespaces")).statusCode())
                    .isEqualTo(401);
            assertThat(http.send(http.anonymous("/api/v1/namespaces").header("Authorization", "Bearer wrong"))
                            .body())
                    .contains("\"reason\":\"Unauthorized\"");
            for (String path : List.of("/healthz", "/livez", "/readyz", "/version")) {
                assertThat(http.send(http.anonymous(path)).statusCode()).isEqualTo(200);
            }
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kubeconfig())))
                    .isEqualTo("rw-------");
            assertThat(server.url()).startsWith("https://127.0.0.1:");
        }
    }

    @Test
    void shouldRefuseWhatCannotBeRead() throws Exception {
        try (KubeServer server = open(100)) {
            TestingHttp http = http();
            String maps = "/api/v1/namespaces/default/configmaps";

            assertThat(http.post(maps, "{").statusCode()).isEqualTo(400);
            assertThat(http.post(maps, "[]").statusCode()).isEqualTo(400);
            assertThat(http.post(maps, "{\"kind\":\"Secret\"}").body()).contains("does not match the expected kind");
            assertThat(http.post(maps, "{\"metadata\":{\"name\":\"UPPER\"}}").statusCode())
                    .isEqualTo(422);
            assertThat(http.post(maps, " ".repeat(4 * 1024 * 1024)).statusCode())
                    .isEqualTo(413);
            assertThat(http.send(http.request(maps + "?labelSelector=%3D%3D")).statusCode())
                    .isEqualTo(400);
            assertThat(http.send(http.request(maps + "?fieldSelector=data.key%3Da"))
                            .statusCode())
                    .isEqualTo(400);
            assertThat(http.send(http.request("/api/v1/nothing")).statusCode()).isEqualTo(404);
            assertThat(http.send(http.request("/apis/none/v1/things")).statusCode())
                    .isEqualTo(404);
            assertThat(http.send(http.request(maps).header("Accept", "application/vnd.kubernetes.protobuf"))
                            .statusCode())
                    .isEqualTo(406);
            assertThat(http.send(http.request(maps).PUT(HttpRequest.BodyPublishers.ofString("{}")))
                            .statusCode())
                    .isEqualTo(405);
            assertThat(http.send(http.request(maps + "?resourceVersion=999999")).statusCode())
                    .isEqualTo(504);
        }
    }

    @Test
    void shouldGoOnAfterARestart() throws Exception {
        String version;
        try (KubeServer server = open(100);
                KubernetesClient client = TestingTarget.client(kubeconfig())) {
            client.load(KubeServerIT.class.getResourceAsStream("thing-crd.yaml"))
                    .serverSideApply();
            version = client.resource(map("one", "a")).create().getMetadata().getResourceVersion();
            client.resource(map("gone", "a")).create();
            client.resource(map("gone", "a")).delete();
        }
        try (KubeServer server = open(100);
                KubernetesClient client = TestingTarget.client(kubeconfig())) {
            ConfigMap kept =
                    client.configMaps().inNamespace("default").withName("one").get();
            ConfigMap next = client.resource(map("two", "a")).create();

            assertThat(kept.getMetadata().getResourceVersion()).isEqualTo(version);
            assertThat(client.configMaps()
                            .inNamespace("default")
                            .withName("gone")
                            .get())
                    .isNull();
            assertThat(Long.parseLong(next.getMetadata().getResourceVersion())).isEqualTo(Long.parseLong(version) + 3);
            assertThat(client.genericKubernetesResources(KubeContract.THINGS)
                            .inNamespace("default")
                            .list()
                            .getItems())
                    .isEmpty();
            assertThat(http().get("/api/v1/configmaps?watch=1&resourceVersion=" + version + "&timeoutSeconds=5")
                            .toString())
                    .contains("\"code\":410");
        }
    }

    @Test
    void shouldJudgeByTheRulesOfDefinitionsAndPoliciesThatItFindsInItsFolder() throws Exception {
        String ruling =
                "apiVersion: test.dyff.io/v1\nkind: Ruling\nmetadata: {name: one, namespace: default}\nspec: {count: %d}";
        try (KubeServer server = open(100);
                KubernetesClient client = TestingTarget.client(kubeconfig())) {
            client.load(KubeServerIT.class.getResourceAsStream("rules/rulings-crd.yaml"))
                    .serverSideApply();
            client.load(text("""
                            apiVersion: admissionregistration.k8s.io/v1
                            kind: ValidatingAdmissionPolicy
                            metadata: {name: even}
                            spec:
                              matchConstraints:
                                resourceRules: [{apiGroups: [test.dyff.io], apiVersions: [v1], operations: [CREATE], resources: [rulings]}]
                              validations: [{expression: object.spec.count % 2 == 0, message: an odd count}]
                            ---
                            apiVersion: admissionregistration.k8s.io/v1
                            kind: ValidatingAdmissionPolicyBinding
                            metadata: {name: even}
                            spec: {policyName: even, validationActions: [Deny]}
                            """)).create();
        }
        try (KubeServer server = open(100);
                KubernetesClient client = TestingTarget.client(kubeconfig())) {
            assertThatThrownBy(() -> client.load(text(ruling.formatted(0))).create())
                    .hasMessageContaining("spec.count: Invalid value: 0: must be positive");
            assertThatThrownBy(() -> client.load(text(ruling.formatted(1))).create())
                    .hasMessageContaining("an odd count");
            assertThat(client.load(text(ruling.formatted(2))).create()).hasSize(1);
        }
    }

    private static InputStream text(String yaml) {
        return new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldLoseNothingThatItAcknowledgedWhenItIsKilled() throws Exception {
        Path log = folder.resolve("log");
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        Process process = TestingKubeProcess.start(folder.resolve("data"), kubeconfig(), log);
        try {
            await().atMost(180, SECONDS).until(() -> Files.exists(kubeconfig()));
            try (KubernetesClient client = withoutRetries();
                    ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 4; i++) {
                    String prefix = "w" + i + "-";
                    writers.execute(() -> writeUntilTheServerDies(client, prefix, acknowledged));
                }
                await().atMost(180, SECONDS).until(() -> acknowledged.size() > 200);
                process.destroyForcibly().waitFor();
                client.close();
                writers.shutdown();
                assertThat(writers.awaitTermination(60, SECONDS)).isTrue();
            }
        } finally {
            process.destroyForcibly();
        }
        try (KubeServer server = open(100);
                KubernetesClient client = TestingTarget.client(kubeconfig())) {
            assertThat(client.configMaps().inNamespace("default").list().getItems())
                    .extracting(found -> found.getMetadata().getName())
                    .containsAll(acknowledged);
        }
    }

    private KubernetesClient withoutRetries() throws IOException {
        Config config = Config.fromKubeconfig(Files.readString(kubeconfig()));
        config.setRequestRetryBackoffLimit(0);
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    private static void writeUntilTheServerDies(KubernetesClient client, String prefix, Set<String> acknowledged) {
        for (int i = 0; i < 100_000; i++) {
            try {
                client.resource(map(prefix + i, "a")).create();
                acknowledged.add(prefix + i);
            } catch (KubernetesClientException e) {
                return;
            }
        }
    }

    @Test
    void shouldNameTheFolderThatBelongsToAnotherProcess() throws Exception {
        Process process = TestingKubeProcess.start(folder.resolve("data"), kubeconfig(), folder.resolve("log"));
        try {
            await().atMost(180, SECONDS).until(() -> Files.exists(kubeconfig()));

            assertThatThrownBy(() -> open(100))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(folder.resolve("data").toString())
                    .hasMessageContaining("belongs to another running API server");
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void shouldNameThePortThatIsTaken() throws Exception {
        try (KubeServer server = open(100)) {
            InetSocketAddress taken = new InetSocketAddress(
                    "127.0.0.1", Integer.parseInt(server.url().replaceAll(".*:", "")));

            assertThatThrownBy(() -> KubeServer.open(
                            new KubeServer.Settings(folder.resolve("other"), taken, "test-token", Clock.systemUTC())))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot listen on");
        }
    }

    @Test
    void shouldSayGoneBeyondTheWindow() throws Exception {
        try (KubeServer server = open(10);
                KubernetesClient client = TestingTarget.client(kubeconfig())) {
            String old =
                    client.resource(map("m", "first")).create().getMetadata().getResourceVersion();
            for (int i = 0; i < 20; i++) {
                client.resource(map("m", "v" + i)).update();
            }

            JsonNode event = http().get("/api/v1/configmaps?watch=1&resourceVersion=" + old + "&timeoutSeconds=5");

            assertThat(event.path("type").asText()).isEqualTo("ERROR");
            assertThat(event.at("/object/code").asInt()).isEqualTo(410);
            assertThat(event.at("/object/reason").asText()).isEqualTo("Expired");
        }
    }

    private static List<JsonNode> read(InputStream stream, int count) throws IOException {
        List<JsonNode> events = new ArrayList<>();
        BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
        while (events.size() < count) {
            events.add(Json.parse(lines.readLine().getBytes(StandardCharsets.UTF_8)));
        }
        return events;
    }

    @Test
    void shouldTellTheVersionWhileNothingHappens() throws Exception {
        try (KubeServer server = open(10);
                KubernetesClient client = TestingTarget.client(kubeconfig())) {
            try (InputStream watch = http().open("/api/v1/secrets?watch=1&allowWatchBookmarks=true")
                    .body()) {
                String version = client.resource(map("elsewhere", "a"))
                        .create()
                        .getMetadata()
                        .getResourceVersion();
                await().atMost(180, SECONDS).until(() -> {
                    JsonNode event = read(watch, 1).getFirst();
                    assertThat(event.path("type").asText()).isEqualTo("BOOKMARK");
                    assertThat(event.at("/object/kind").asText()).isEqualTo("Secret");
                    return event.at("/object/metadata/resourceVersion").asText().equals(version);
                });
            }
        }
    }

    @Test
    void shouldSendPresentObjectsFirstAndMarkTheirEnd() throws Exception {
        try (KubeServer server = open(10);
                KubernetesClient client = TestingTarget.client(kubeconfig())) {
            client.resource(map("one", "a")).create();
            String path = "/api/v1/configmaps?watch=1&sendInitialEvents=true&allowWatchBookmarks=true"
                    + "&resourceVersionMatch=NotOlderThan";
            try (InputStream watch = http().open(path).body()) {
                List<JsonNode> events = read(watch, 2);

                assertThat(events.get(0).path("type").asText()).isEqualTo("ADDED");
                assertThat(events.get(1)
                                .at("/object/metadata/annotations/k8s.io~1initial-events-end")
                                .asText())
                        .isEqualTo("true");
            }
        }
    }

    @Test
    void shouldPassThroughTheOutputOfPods() throws Exception {
        try (KubeServer server = open(10);
                KubernetesClient client = TestingTarget.client(kubeconfig())) {
            TestingLogs logs = new TestingLogs();
            server.plug(logs);
            client.load(new java.io.ByteArrayInputStream(
                            "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: main, image: 'i:1'}]}"
                                    .getBytes(StandardCharsets.UTF_8)))
                    .inNamespace("default")
                    .create();
            TestingKubectl kubectl = new TestingKubectl(kubeconfig());
            logs.add("hello\n");

            assertThat(kubectl.ok("logs", "p", "--tail=5")).isEqualTo("hello\n");
            assertThat(logs.requests().getLast().tailLines()).hasValue(5);
            Path output = folder.resolve("followed");
            Process following = kubectl.start(output, "logs", "p", "-f");
            await().atMost(180, SECONDS).until(() -> Files.readString(output).equals("hello\n"));
            logs.add("again\n");
            await().atMost(180, SECONDS).until(() -> Files.readString(output).equals("hello\nagain\n"));
            following.destroy();
            await().atMost(180, SECONDS).until(() -> logs.open() == 0);
            assertThat(kubectl.run("", "logs", "p", "-c", "other").requireFailure())
                    .contains("container other is not valid for pod p");
        }
    }

    @Test
    void shouldShowEveryWatcherEveryChangeUnderLoad() throws Exception {
        int writers = 8;
        int each = 100;
        int watchers = 10;
        try (KubeServer server = open(10_000);
                KubernetesClient client = TestingTarget.client(kubeconfig());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch seen = new CountDownLatch(watchers * writers * each);
            List<SharedIndexInformer<ConfigMap>> informers = new ArrayList<>();
            for (int i = 0; i < watchers; i++) {
                informers.add(client.configMaps().inNamespace("default").inform(counting(seen)));
            }
            for (int i = 0; i < writers; i++) {
                String prefix = "w" + i + "-";
                threads.execute(() -> {
                    for (int n = 0; n < each; n++) {
                        client.resource(map(prefix + n, "a")).create();
                    }
                });
            }

            assertThat(seen.await(120, SECONDS)).isTrue();
            assertThat(client.configMaps().inNamespace("default").list().getItems())
                    .hasSize(writers * each);
            informers.forEach(SharedIndexInformer::stop);
        }
    }

    private static ResourceEventHandler<ConfigMap> counting(CountDownLatch seen) {
        return new ResourceEventHandler<>() {
            @Override
            public void onAdd(ConfigMap object) {
                seen.countDown();
            }

            @Override
            public void onUpdate(ConfigMap before, ConfigMap after) {}

            @Override
            public void onDelete(ConfigMap object, boolean finalStateUnknown) {}
        };
    }
}
