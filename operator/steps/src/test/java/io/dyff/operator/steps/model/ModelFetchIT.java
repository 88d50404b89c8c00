package io.dyff.operator.steps.model;

import static io.dyff.operator.steps.model.TestingHub.COMMIT;
import static io.dyff.operator.steps.model.TestingHub.TOKEN;
import static io.dyff.operator.steps.model.TestingHub.breakAfter;
import static io.dyff.operator.steps.model.TestingHub.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dyff.operator.steps.ExitCodes;
import io.dyff.operator.steps.StepFailure;
import io.dyff.operator.steps.StepsMain;
import io.dyff.operator.steps.TestingStorage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fetch of a model from a hub on loopback into a real S3 API. */
@Timeout(120)
class ModelFetchIT {

    private static final String ID = "0000000000000000000000000000000a";
    private static final String CACHE = "models--acme--tiny";
    private static final String SNAPSHOT = CACHE + "/snapshots/" + COMMIT + "/";
    private static final ExitCodes EXIT = ExitCodes.of("fetch-model");
    private static final Retries HURRIED = new Retries(4, Duration.ofMillis(1), Duration.ofMillis(5));

    private static final byte[] WEIGHTS = bytes(300_000);

    @TempDir
    static Path shared;

    static TestingStorage storage;

    @TempDir
    Path folder;

    private final StringWriter log = new StringWriter();
    private TestingHub hub;
    private String source = "repoID: acme/tiny, revision: main";

    @BeforeAll
    static void start() throws Exception {
        storage = new TestingStorage(shared);
    }

    @AfterAll
    static void stop() throws Exception {
        storage.close();
    }

    @BeforeEach
    void open() throws Exception {
        hub = new TestingHub()
                .file("config.json", "{\"model_type\": \"tiny\"}")
                .file("onnx/ü 1.txt", "text")
                .file("empty.txt", "")
                .large("model.safetensors", WEIGHTS);
        try (Stream<Path> files = Files.walk(storage.file("models"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        } catch (java.nio.file.NoSuchFileException e) {
            // Nothing was stored yet.
        }
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void shouldStoreTheFilesAsTheHubsClientCachesThem() throws Exception {
        fetch();

        assertThat(stored())
                .containsExactly(
                        CACHE + "/refs/main",
                        SNAPSHOT + "config.json",
                        SNAPSHOT + "empty.txt",
                        SNAPSHOT + "model.safetensors",
                        SNAPSHOT + "onnx/ü 1.txt");
        assertThat(object(CACHE + "/refs/main")).hasContent(COMMIT);
        assertThat(object(SNAPSHOT + "config.json")).hasContent("{\"model_type\": \"tiny\"}");
        assertThat(object(SNAPSHOT + "model.safetensors")).hasBinaryContent(WEIGHTS);
        assertThat(log.toString()).contains("acme/tiny at main is commit " + COMMIT);
    }

    @Test
    void shouldNeedNoReferenceWhenTheRevisionIsACommit() throws Exception {
        source = "repoID: acme/tiny, revision: " + COMMIT;

        fetch();

        assertThat(stored()).noneMatch(name -> name.contains("/refs/"));
    }

    @Test
    void shouldTakeARevisionWithSlashes() throws Exception {
        source = "repoID: acme/tiny, revision: refs/pr/1, allowPatterns: [config.json]";

        fetch();

        assertThat(stored()).containsExactly(CACHE + "/refs/refs/pr/1", SNAPSHOT + "config.json");
    }

    @Test
    void shouldStoreOnlyWhatThePatternsWant() throws Exception {
        source = "repoID: acme/tiny, revision: main, allowPatterns: ['*.json', 'onnx/'], ignorePatterns: ['*.json']";

        fetch();

        assertThat(stored()).containsExactly(CACHE + "/refs/main", SNAPSHOT + "onnx/ü 1.txt");
    }

    @Test
    void shouldStoreAFileOfMoreThanOnePart() throws Exception {
        byte[] more = bytes((8 << 20) + 12_345);
        hub.large("model.safetensors", more).fault("store/model.safetensors", breakAfter((8 << 20) + 1));

        fetch();

        assertThat(object(SNAPSHOT + "model.safetensors")).hasBinaryContent(more);
    }

    @Test
    void shouldNeedLessMemoryThanALargeFileHas() throws Exception {
        byte[] large = bytes(44 << 20);
        hub.large("model.safetensors", large);

        Process process = process("-Xmx40m", Map.of("HF_TOKEN", TOKEN));

        assertThat(process.waitFor(100, TimeUnit.SECONDS)).isTrue();
        assertThat(folder.resolve("step.log"))
                .content()
                .contains("stored 4 files")
                .doesNotContain(TOKEN);
        assertThat(process.exitValue()).isZero();
        assertThat(object(SNAPSHOT + "model.safetensors")).hasBinaryContent(large);
    }

    @Test
    void shouldGoOnWhereABreakInterruptedIt() throws Exception {
        hub.fault("store/model.safetensors", breakAfter(100_000))
                .fault("store/model.safetensors", refusal(503))
                .fault("hub/model.safetensors", refusal(429, "Retry-After", "0"));

        fetch();

        assertThat(object(SNAPSHOT + "model.safetensors")).hasBinaryContent(WEIGHTS);
        List<String> ranges = hub.seen.stream()
                .filter(request -> request.server().equals("store"))
                .map(TestingHub.Seen::range)
                .toList();
        assertThat(ranges).hasSize(3).startsWith("").element(2).asString().matches("bytes=[1-9]\\d*-");
    }

    @Test
    void shouldReadAgainFromTheStartWhenPartsAreNotServed() throws Exception {
        hub.fault("store/model.safetensors", breakAfter(100_000)).fault("store/model.safetensors", (exchange, all) -> {
            exchange.sendResponseHeaders(200, all.length);
            exchange.getResponseBody().write(all);
        });

        fetch();

        assertThat(object(SNAPSHOT + "model.safetensors")).hasBinaryContent(WEIGHTS);
    }

    @Test
    void shouldShowTheTokenToTheHubAndToNobodyElse() throws Exception {
        hub.fault("hub/config.json", refusal(307, "Location", "/acme/tiny/resolve/" + COMMIT + "/config.json"));

        fetch(Map.of("HF_TOKEN", TOKEN));

        assertThat(hub.seen)
                .filteredOn(request -> request.server().equals("hub"))
                .allSatisfy(request -> assertThat(request.authorization()).isEqualTo("Bearer " + TOKEN));
        assertThat(hub.seen)
                .filteredOn(request -> request.server().equals("store"))
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request.authorization()).isEmpty());
        assertThat(log.toString()).doesNotContain(TOKEN);
    }

    @Test
    void shouldAskTheHubForContentsWhenItsListHasNone() throws Exception {
        hub.namesOnly();

        fetch();

        assertThat(object(SNAPSHOT + "model.safetensors")).hasBinaryContent(WEIGHTS);
        assertThat(object(SNAPSHOT + "onnx/ü 1.txt")).hasContent("text");
    }

    @Test
    void shouldFetchOnlyWhatAnEarlierTryHasNotStored() throws Exception {
        hub.fault("hub/model.safetensors", refusal(403, "X-Error-Code", "GatedRepo"));
        fails(Map.of());
        long before = requestsFor("config.json");

        fetch();

        assertThat(before).isEqualTo(1);
        assertThat(requestsFor("config.json")).isEqualTo(1);
        assertThat(object(SNAPSHOT + "model.safetensors")).hasBinaryContent(WEIGHTS);
    }

    @Test
    void shouldRemoveWhatAnEarlierTryStoredOfAnotherCommit() throws Exception {
        Path old = object(CACHE + "/snapshots/" + "0".repeat(40) + "/config.json");
        Files.createDirectories(old.getParent());
        Files.writeString(old, "old");

        fetch();

        assertThat(stored()).noneMatch(name -> name.contains("0".repeat(40)));
    }

    @Test
    void shouldLeaveNoObjectWhenContentHasAnotherDigest() throws Exception {
        hub.fault("store/model.safetensors", (exchange, all) -> {
            byte[] other = all.clone();
            other[all.length / 2] ^= 1;
            exchange.sendResponseHeaders(200, other.length);
            exchange.getResponseBody().write(other);
        });

        StepFailure failure = fails(Map.of());

        assertThat(failure.exitCode()).isEqualTo(EXIT.code("WrongContent"));
        assertThat(failure).hasMessage("model.safetensors came with another digest than the hub says.");
        assertThat(stored()).noneMatch(name -> name.contains("safetensors"));
    }

    @Test
    void shouldLeaveNoObjectWhenContentIsLonger() throws Exception {
        hub.fault("store/model.safetensors", (exchange, all) -> {
            exchange.sendResponseHeaders(200, all.length + 1);
            exchange.getResponseBody().write(all);
            exchange.getResponseBody().write(0);
        });

        assertThat(fails(Map.of()).exitCode()).isEqualTo(EXIT.code("WrongContent"));
        assertThat(stored()).noneMatch(name -> name.contains("safetensors"));
    }

    @Test
    void shouldRefuseAHubThatContradictsItself() throws Exception {
        hub.fault("hub/model.safetensors", refusal(302, "X-Linked-Size", "5", "Location", "/config.json"))
                .fault("hub//config.json", (exchange, all) -> exchange.sendResponseHeaders(200, -1));
        source = "repoID: acme/tiny, revision: main, allowPatterns: [model.safetensors]";

        StepFailure failure = fails(Map.of());

        assertThat(failure.exitCode()).isEqualTo(EXIT.code("WrongContent"));
        assertThat(failure).hasMessageContaining("size of model.safetensors: " + WEIGHTS.length + " and 5");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            acme/none | main | NotFound | The hub has no repository for acme/none at main
            acme/tiny | none | NotFound | The repository has no such revision: acme/tiny at none
            """)
    void shouldSayWhatTheHubDoesNotHave(String repository, String revision, String exit, String words)
            throws Exception {
        source = "repoID: %s, revision: %s".formatted(repository, revision);

        StepFailure failure = fails(Map.of());

        assertThat(failure.exitCode()).isEqualTo(EXIT.code(exit));
        assertThat(failure).hasMessageContaining(words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            401 | GatedRepo    | NotAllowed | keeps acme/tiny at main behind a gate that the token does not open: ask
            403 | GatedRepo    | NotAllowed | keeps acme/tiny at main behind a gate that the token does not open: ask
            401 | RepoNotFound | NotFound   | has no repository for acme/tiny at main, or hides it from the token: ask
            401 |              | NotAllowed | does not let us read acme/tiny at main: ask
            403 |              | NotAllowed | does not let us read acme/tiny at main: ask
            404 |              | NotFound   | has no acme/tiny at main: ask
            400 |              | Refused    | refuses acme/tiny at main with HTTP 400: ask
            """)
    void shouldSayWhyTheHubRefuses(int status, String code, String exit, String words) throws Exception {
        hub.fault(
                "/main", refusal(status, "X-Error-Code", code == null ? "" : code, "X-Error-Message", "ask the owner"));

        StepFailure failure = fails(Map.of("HF_TOKEN", TOKEN));

        assertThat(failure.exitCode()).isEqualTo(EXIT.code(exit));
        assertThat(failure).hasMessage("The hub " + words + " the owner");
        assertThat(failure.getMessage()).doesNotContain(TOKEN);
    }

    @Test
    void shouldSayThatNoFileMatches() throws Exception {
        source = "repoID: acme/tiny, revision: main, allowPatterns: ['*.gguf']";

        StepFailure failure = fails(Map.of());

        assertThat(failure.exitCode()).isEqualTo(EXIT.code("NoFiles"));
        assertThat(failure)
                .hasMessage("None of the 4 files of acme/tiny at main matches allowPatterns and ignorePatterns.");
    }

    @Test
    void shouldLeaveAnotherTryToTheJobWhenTheHubFailsForLong() throws Exception {
        for (int i = 0; i < HURRIED.limit(); i++) {
            hub.fault("/main", refusal(500));
        }

        StepFailure failure = fails(Map.of());

        assertThat(failure.exitCode()).isEqualTo(EXIT.code("Hub"));
        assertThat(failure).hasMessage("The hub failed 4 times in a row; last: acme/tiny at main: HTTP 500.");
    }

    @Test
    void shouldSayThatTheHubIsOutOfReach() throws Exception {
        StepFailure failure = fails(Map.of("HF_ENDPOINT", "http://127.0.0.1:1"));

        assertThat(failure.exitCode()).isEqualTo(EXIT.code("Hub"));
        assertThat(failure).hasMessageContaining("Connection refused");
    }

    @Test
    void shouldSayThatStorageFailsAndNotTheHub() throws Exception {
        storage.hideEndpoint(true);
        try {
            assertThat(fails(Map.of()).exitCode()).isEqualTo(EXIT.code("Storage"));
        } finally {
            storage.hideEndpoint(false);
        }
    }

    @Test
    void shouldRefuseAFileThatWouldLeaveTheModelsFolder() throws Exception {
        hub.file("../../" + "b".repeat(32) + "/x", "escaped");

        StepFailure failure = fails(Map.of());

        assertThat(failure.exitCode()).isEqualTo(EXIT.code("UnusableInput"));
        assertThat(stored()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            repoID: '../x', revision: main            | spec.source.huggingFaceHub.repoID
            repoID: 'a/b/c', revision: main           | spec.source.huggingFaceHub.repoID
            repoID: 'acme/a--b', revision: main       | spec.source.huggingFaceHub.repoID
            repoID: 'acme/tiny?x', revision: main     | spec.source.huggingFaceHub.repoID
            repoID: acme/tiny, revision: 'a/../b'     | spec.source.huggingFaceHub.revision
            repoID: acme/tiny, revision: 'a b'        | spec.source.huggingFaceHub.revision
            repoID: acme/tiny                         | spec.source.huggingFaceHub.revision
            """)
    void shouldNameTheFieldThatIsWrong(String wrong, String field) throws Exception {
        source = wrong;

        StepFailure failure = fails(Map.of());

        assertThat(failure.exitCode()).isEqualTo(EXIT.code("UnusableInput"));
        assertThat(failure).hasMessageStartingWith(field);
        assertThat(hub.seen).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"HF_ENDPOINT, ftp://hub", "HF_ENDPOINT, http://u:secret@hub", "HF_TOKEN, two words"})
    void shouldNameTheVariableThatIsWrongButNotItsValue(String name, String value) throws Exception {
        StepFailure failure = fails(Map.of(name, value));

        assertThat(failure.exitCode()).isEqualTo(EXIT.code("UnusableInput"));
        assertThat(failure).hasMessageContaining(name);
        assertThat(failure.getMessage()).doesNotContain(value);
    }

    private void fetch() throws Exception {
        fetch(Map.of());
    }

    private void fetch(Map<String, String> more) throws Exception {
        new ModelFetch(environment(more), HURRIED, new PrintWriter(log)).run(manifest());
    }

    /** The step as a node starts it. */
    private Process process(String heap, Map<String, String> more) throws Exception {
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        heap,
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StepsMain.class.getName(),
                        "fetch-model",
                        "--model_yaml",
                        manifest().toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("step.log").toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
        builder.environment().putAll(environment(more));
        return builder.start();
    }

    private Map<String, String> environment(Map<String, String> more) {
        Map<String, String> environment = storage.environment();
        environment.put("HF_ENDPOINT", hub.endpoint());
        environment.putAll(more);
        return environment;
    }

    private Path manifest() throws Exception {
        return Files.writeString(folder.resolve("manifest.yaml"), """
                apiVersion: dyff.io/v1alpha1
                kind: Model
                metadata: {name: model-a, namespace: workflows}
                spec:
                  id: "%s"
                  account: test
                  source:
                    kind: HuggingFaceHub
                    huggingFaceHub: {%s}
                """.formatted(ID, source));
    }

    private StepFailure fails(Map<String, String> more) {
        return catchThrowableOfType(StepFailure.class, () -> fetch(more));
    }

    private long requestsFor(String name) {
        return hub.seen.stream()
                .filter(request -> request.path().endsWith(name))
                .count();
    }

    private static Path object(String name) {
        return storage.file("models/" + ID + "/" + name);
    }

    private static List<String> stored() throws Exception {
        Path root = storage.file("models/" + ID);
        if (!Files.exists(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }
}
