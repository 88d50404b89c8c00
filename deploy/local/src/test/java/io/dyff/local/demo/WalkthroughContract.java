package io.dyff.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.local.client.ApiClient;
import io.dyff.local.client.Deadline;
import io.dyff.local.client.Materials;
import io.dyff.local.client.ParquetFiles;
import io.dyff.local.instance.DataFolder;
import io.dyff.local.instance.Examples;
import io.dyff.local.instance.Kubernetes;
import io.dyff.local.instance.Ports;
import io.dyff.local.launch.Administration;
import io.dyff.local.launch.Platform;
import io.dyff.local.launch.PlatformEnvironment;
import io.dyff.local.launch.Project;
import io.dyff.local.launch.UpOptions;
import io.dyff.local.observe.RowReader;
import io.dyff.local.observe.TopicReader;
import io.dyff.local.observe.TopicReader.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The story of one Evaluation on the whole platform, each step looked at where it leaves its trace, and its unhappy ends.
 * One class runs it on the platform's own API server, one on a real one.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WalkthroughContract {
    /** How long an answer of the API server may take, in milliseconds, on a machine that has other work. */
    private static final int SLOW_MS = 60_000;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long ROWS = 60;

    /** Other work may slow the machine down tenfold. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Project project = Project.here();

    private Path scratch;
    Platform platform;
    private PlatformEnvironment environment;
    private ApiClient api;
    private TopicReader topics;
    private RowReader rows;
    private ClusterReader cluster;
    private ParquetFiles parquet;
    private Materials materials;
    private Examples ready;

    /** Which Kubernetes API the platform runs on. */
    abstract Kubernetes kubernetes();

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        Assumptions.assumeFalse(
                kubernetes() == Kubernetes.real && "no".equals(System.getenv("DYFF_TEST_REAL")),
                "no real control plane here");
        scratch = folder;
        platform = Platform.start(
                DataFolder.create(scratch.resolve("platform")),
                project,
                new UpOptions(false, false, kubernetes(), null, null),
                sentence -> {});
        environment = new PlatformEnvironment(platform.folder());
        api = new ApiClient(environment.endpoint(), token());
        topics = new TopicReader(environment.loopback(Ports.BROKER));
        rows = new RowReader(environment.databaseUrl(), environment.databasePassword());
        cluster = new ClusterReader(platform.folder().kubeconfig());
        parquet = new ParquetFiles();
        materials = new Materials(project, api, patiently());
        ready = materials.prepare(dataset(ROWS));
    }

    @AfterAll
    void stop() throws Exception {
        for (AutoCloseable part : Stream.of(api, topics, rows, cluster, parquet, platform)
                .filter(Objects::nonNull)
                .toList()) {
            part.close();
        }
    }

    @Test
    void shouldTellElevenStepsAndLeaveOneRecordPerItemAndReplication() throws Exception {
        Story story = new Story(line -> {});
        ObjectNode request = materials.evaluation(ready);
        Walkthrough.Parts parts = new Walkthrough.Parts(environment.endpoint(), token(), api, topics, rows, cluster);
        Walkthrough.Outcome outcome =
                new Walkthrough(parts, patiently(), story).run(request, ready, scratch.resolve("output"));
        assertThat(story.steps()).extracting(Story.Step::step).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        long expected = ROWS * request.path("replications").asInt();
        ParquetFiles.Counts counts = parquet.count(outcome.files());
        assertThat(counts.rows()).isEqualTo(expected);
        assertThat(counts.distinct()).isEqualTo(expected);
        assertThat(story.steps().get(8).evidence().get("conditions").toString())
                .containsSubsequence("InferenceComplete=True", "Verified=True", "Complete=True");
        shouldHaveReportedByTheInformer(outcome.evaluation());
        if (kubernetes() == Kubernetes.local) {
            for (String component : List.of("infer", "client", "verify")) {
                assertThat(printed("evaluations", outcome.evaluation(), component))
                        .as(component)
                        .isNotEmpty()
                        .noneMatch(line -> line.contains(platform.settings().secret("objectsSecretKey")));
            }
        }
        shouldHaveLoggedNoSecret();
    }

    /** The orchestrator may say once more what an object says while it is admitted: the same again, and nothing else. */
    private void shouldHaveReportedByTheInformer(String evaluation) {
        List<Entry> reports = reports(evaluation);
        assertThat(reports)
                .filteredOn(e -> e.header("ce_source").contains("informer"))
                .extracting(e -> e.value().path("status").asText())
                .containsExactly("Admitted", "Complete");
        assertThat(reports)
                .extracting(e -> e.header("dyff_kube_rv"), Entry::value)
                .containsOnlyElementsOf(reports.stream()
                        .filter(e -> e.header("ce_source").contains("informer"))
                        .map(e -> Tuple.tuple(e.header("dyff_kube_rv"), e.value()))
                        .toList());
    }

    /** All that any process of the platform has printed. */
    private void shouldHaveLoggedNoSecret() throws IOException {
        List<String> secrets = new ArrayList<>(platform.settings().secrets().values());
        secrets.add(token());
        try (Stream<Path> logs = Files.walk(platform.folder().file("logs"))) {
            List<Path> files = logs.filter(Files::isRegularFile).toList();
            assertThat(files)
                    .anyMatch(
                            file -> file.endsWith("routes.log") && file.toFile().length() > 0);
            for (Path file : files) {
                assertThat(Files.readString(file)).as(file.toString()).doesNotContain(secrets);
            }
        }
    }

    @Test
    void shouldLeaveNoEventWhenTheTokenDoesNotGrantTheCreate() throws Exception {
        String narrow = new Administration(platform.folder(), project)
                .run(List.of("token", "create", "--account", "test", "--grant", "evaluations:get:test"))
                .strip();
        long before = topics.eventsEnd();
        try (ApiClient reader = new ApiClient(environment.endpoint(), narrow)) {
            assertThat(reader.post("/evaluations", materials.evaluation(ready)).status())
                    .isEqualTo(403);
        }
        assertThat(topics.eventsEnd()).isEqualTo(before);
    }

    @Test
    void shouldLeaveNoEventWhenAReferenceIsMissing() throws Exception {
        ObjectNode request = materials.evaluation(ready);
        request.put("dataset", "0123456789abcdef0123456789abcdef");
        long before = topics.eventsEnd();
        assertThat(api.post("/evaluations", request).status()).isEqualTo(404);
        assertThat(topics.eventsEnd()).isEqualTo(before);
    }

    @Test
    void shouldFailInferenceWhenTheServiceRefusesEveryItem() throws Exception {
        ObjectNode service = (ObjectNode) JSON.readTree(
                project.file("deploy/local/data/requests/service.json").toFile());
        service.put("model", ready.model()).withObject("/interface").put("endpoint", "errors/400");
        String refusing = api.create("inferenceservices", service).path("id").asText();
        ObjectNode request = materials.evaluation(ready);
        request.withObject("/inferenceSession").put("inferenceService", refusing);
        JsonNode ended = ended(api.create("evaluations", request).path("id").asText());
        assertThat(ended.path("status").asText()).isEqualTo("Failed");
        assertThat(ended.path("reason").asText()).isEqualTo("InferenceFailed");
        if (kubernetes() == Kubernetes.local) {
            assertThat(printed("evaluations", ended.path("id").asText(), "client"))
                    .isNotEmpty();
        }
    }

    @Test
    void shouldFailVerificationWhenTheOutputHoldsDuplicatesThatAreAnError() throws Exception {
        ObjectNode request = materials.evaluation(ready);
        request.put("workersPerReplica", 1).put("replications", 20);
        request.putObject("client").put("duplicateOutputPolicy", "Error").put("batchSize", 100);
        String id = api.create("evaluations", request).path("id").asText();
        Path raw = platform.folder().file("objects").resolve("dyff/outputs/" + id + "/data");
        Path first = patiently().await("a raw output file below " + raw, () -> firstFile(raw));
        Files.copy(first, first.resolveSibling("copy.parquet"));
        JsonNode ended = ended(id);
        assertThat(ended.path("status").asText()).isEqualTo("Failed");
        assertThat(ended.path("reason").asText()).isEqualTo("VerificationFailed");
    }

    @Test
    void shouldWaitForItsDatasetAndFailWhenThatIsDeleted() throws Exception {
        ObjectNode dataset = (ObjectNode) JSON.readTree(
                project.file("deploy/local/data/requests/dataset.json").toFile());
        ObjectNode artifact = dataset.putArray("artifacts").addObject().put("path", "part-0.parquet");
        artifact.putObject("digest").put("md5", "XUFAKrxLKna5cZ2REBfFkg==");
        String unborn = api.create("datasets", dataset).path("id").asText();
        ObjectNode request = materials.evaluation(ready);
        request.put("dataset", unborn);
        String id = api.create("evaluations", request).path("id").asText();
        patiently().await("the reason UnsatisfiedDependency", () -> entity(id, "Created", "UnsatisfiedDependency"));
        ApiClient.accepted("delete", api.put("/datasets/" + unborn + "/delete"));
        patiently().await("the reason FailedDependency", () -> entity(id, "Error", "FailedDependency"));
    }

    @Test
    void shouldWaitForAQuotaAndRunWhenASlotComesFree() throws Exception {
        quota("1");
        String first = api.create("evaluations", materials.evaluation(ready))
                .path("id")
                .asText();
        patiently()
                .await(
                        "the first evaluation's admission",
                        () -> rows.row(first).filter(r -> !r.status().equals("Created")));
        String second = api.create("evaluations", materials.evaluation(ready))
                .path("id")
                .asText();
        JsonNode waiting = patiently().await("the reason QuotaLimit", () -> entity(second, "Created", "QuotaLimit"));
        assertThat(waiting.path("message").asText()).startsWith("Account quota exceeded");
        assertThat(ended(first).path("status").asText()).isEqualTo("Complete");
        JsonNode done = ended(second);
        assertThat(done.path("status").asText()).isEqualTo("Complete");
        assertThat(done.has("reason")).isFalse();
        quota("Unlimited");
    }

    @Test
    void shouldCleanTheClusterWhenARunningEvaluationIsDeleted() throws Exception {
        ObjectNode request = materials.evaluation(ready);
        request.put("replications", 200);
        String id = api.create("evaluations", request).path("id").asText();
        patiently().await("the custom resource", () -> cluster.evaluation("eval-" + id));
        assertThat(ApiClient.accepted("delete", api.put("/evaluations/" + id + "/delete"))
                        .path("reason")
                        .asText())
                .isEqualTo("DeleteCommand");
        patiently().await("the custom resource going", () -> gone("evaluations", "eval-" + id));
        assertThat(api.entity("evaluations", id).path("status").asText()).isEqualTo("Deleted");
        assertThat(api.entity("evaluations", id).path("reason").asText()).isEqualTo("DeleteCommand");
    }

    @Test
    void shouldServeASessionUntilItIsTerminated() throws Exception {
        ObjectNode request = JSON.createObjectNode().put("account", "test").put("inferenceService", ready.service());
        JsonNode created = api.create("inferencesessions", request);
        String id = created.at("/inferencesession/id").asText();
        String path = "/inferencesessions/" + id;
        patiently()
                .await(
                        "the session being ready",
                        () -> api.get(path + "/ready").status() == 200 ? Optional.of(true) : Optional.empty());
        try (ApiClient session =
                new ApiClient(environment.endpoint(), created.path("token").asText())) {
            ObjectNode prompt = JSON.createObjectNode().put("prompt", "hello").put("model", "mock");
            String infer = path + "/infer/openai/v1/completions";
            assertThat(session.post(infer, prompt).body().at("/choices/0/text").asText())
                    .isNotEmpty();
            assertThat(ApiClient.accepted("terminate", api.put(path + "/terminate"))
                            .path("status")
                            .asText())
                    .isEqualTo("Terminated");
            // Refused at once because of the session, and within seconds as a token.
            assertThat(session.post(infer, prompt).status()).isIn(401, 409);
            patiently()
                    .await(
                            "the token being refused",
                            () -> Optional.of(session.post(infer, prompt).status())
                                    .filter(s -> s == 401));
        }
        patiently().await("the session's custom resource going", () -> gone("inferencesessions", "session-" + id));
        assertThat(api.entity("inferencesessions", id).path("reason").asText()).isEqualTo("TerminateCommand");
        if (kubernetes() == Kubernetes.local) {
            patiently()
                    .await(
                            "the log of the session that is gone",
                            () -> Optional.of(printed("inferencesessions", id, "infer"))
                                    .filter(lines -> !lines.isEmpty()));
        }
    }

    /** The logs of one component; a container of another node than ours has none here. */
    private List<String> printed(String resource, String id, String component) throws InterruptedException {
        return ApiClient.accepted("logs", api.get("/" + resource + "/" + id + "/logs/workflow"))
                .path("logs")
                .valueStream()
                .filter(line -> line.at("/labels/component").asText().equals(component))
                .map(line -> line.path("message").asText())
                .toList();
    }

    private Optional<Boolean> gone(String plural, String name) {
        try (var client = new io.fabric8.kubernetes.client.KubernetesClientBuilder()
                .withConfig(new io.fabric8.kubernetes.client.ConfigBuilder(
                                io.fabric8.kubernetes.client.Config.fromKubeconfig(
                                        platform.folder().kubeconfig().toFile()))
                        .withConnectionTimeout(SLOW_MS)
                        .withRequestTimeout(SLOW_MS)
                        .build())
                .build()) {
            var context = new io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext.Builder()
                    .withGroup("dyff.io")
                    .withVersion("v1alpha1")
                    .withPlural(plural)
                    .withNamespaced(true)
                    .build();
            boolean there = client.genericKubernetesResources(context)
                            .inNamespace("default")
                            .withName(name)
                            .get()
                    != null;
            return there ? Optional.empty() : Optional.of(true);
        }
    }

    private void quota(String limit) throws InterruptedException {
        ObjectNode quota = JSON.createObjectNode()
                .put("principal", "accounts/test")
                .put("resource", "workflows.dyff.io/admitted")
                .put("flavor", "Total")
                .put("limit", limit);
        api.create("quotas", quota);
    }

    private JsonNode ended(String id) throws InterruptedException {
        List<String> ends = List.of("Complete", "Failed", "Error", "Terminated", "Deleted");
        return patiently()
                .await(
                        "the end of evaluation " + id,
                        () -> Optional.of(api.entity("evaluations", id))
                                .filter(e -> ends.contains(e.path("status").asText())));
    }

    private Optional<JsonNode> entity(String id, String status, String reason) throws InterruptedException {
        return Optional.of(api.entity("evaluations", id))
                .filter(e -> e.path("status").asText().equals(status)
                        && e.path("reason").asText().equals(reason));
    }

    private List<Entry> reports(String id) {
        return topics.all(TopicReader.EVENTS, id).stream()
                .filter(e -> e.header("ce_type").equals("io.dyff.entity.reported"))
                .toList();
    }

    private static Optional<Path> firstFile(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".parquet")).findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Path dataset(long limit) {
        Path file = scratch.resolve("part-0.parquet");
        parquet.write(project.file("deploy/local/data/questions.csv"), limit, file);
        return file;
    }

    private String token() {
        return Objects.requireNonNull(platform.settings().token());
    }

    private static Deadline patiently() {
        return new Deadline(PATIENCE);
    }
}
