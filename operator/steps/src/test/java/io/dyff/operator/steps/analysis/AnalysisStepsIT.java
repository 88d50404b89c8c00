package io.dyff.operator.steps.analysis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.dyff.operator.steps.ExitCodes;
import io.dyff.operator.steps.StepFailure;
import io.dyff.operator.steps.TestingStorage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is ours around an analysis, on a real S3 API; the user's program is played by the test. */
class AnalysisStepsIT {

    private static final String ID = "0000000000000000000000000000000a";
    private static final String MODULE = "00000000000000000000000000000001";
    private static final String DATASET = "0000000000000000000000000000000d";
    private static final String EVALUATION = "0000000000000000000000000000000e";
    private static final ExitCodes FETCH = ExitCodes.of("fetch-analysis");
    private static final ExitCodes PUBLISH = ExitCodes.of("publish-analysis");

    @TempDir
    static Path shared;

    static TestingStorage storage;

    @TempDir
    Path folder;

    private Path root;
    private Path output;

    @BeforeAll
    static void start() throws Exception {
        storage = new TestingStorage(shared);
    }

    @AfterAll
    static void stop() throws Exception {
        storage.close();
    }

    @BeforeEach
    void layOut() throws Exception {
        root = Files.createDirectories(folder.resolve("work"));
        output = Files.createDirectories(root.resolve(ID));
        for (String area : List.of("modules", "datasets", "outputs", "measurements")) {
            delete(storage.file(area));
        }
        store("modules/" + MODULE + "/counting/words.py", "def count(): pass\n");
        store("datasets/" + DATASET + "/part-0.parquet", "rows");
        store("outputs/" + EVALUATION + "/verified/part-0.parquet", "answers");
        store("outputs/" + EVALUATION + "/data/raw.parquet", "raw");
    }

    @Test
    void shouldLayInputsAndModulesOutByTheirIds() throws Exception {
        fetch();

        assertThat(root.resolve(MODULE + "/counting/words.py")).hasContent("def count(): pass\n");
        assertThat(root.resolve(DATASET + "/part-0.parquet")).hasContent("rows");
        assertThat(tree(root.resolve(EVALUATION))).containsExactly("part-0.parquet");
        assertThat(root.resolve(EVALUATION + "/part-0.parquet")).hasContent("answers");
        assertThat(root.resolve("run_analysis.py")).content().contains("run_analysis(");
        assertThat(Files.getPosixFilePermissions(output)).contains(PosixFilePermission.OTHERS_WRITE);
    }

    @Test
    void shouldTellTheProgramTheWholeAnalysisWithItsOtherDocuments() throws Exception {
        fetch();

        JsonNode spec = new YAMLMapper()
                .readTree(root.resolve("analysis.yaml").toFile())
                .path("spec");
        assertThat(spec.path("id").asText()).isEqualTo(ID);
        assertThat(spec.at("/method/name").asText()).isEqualTo("words");
        assertThat(spec.path("data")).hasSize(1);
        assertThat(spec.at("/data/0/key").asText()).isEqualTo("system");
    }

    @Test
    void shouldTakeWhatWasDeclaredAndNothingElse() throws Exception {
        declare("rows");
        store("datasets/" + DATASET + "/late.parquet", "never declared");

        fetch();

        assertThat(tree(root.resolve(DATASET))).containsExactly("part-0.parquet");
    }

    @Test
    void shouldFailForGoodWhenAFileHasAnotherDigestThanDeclared() throws Exception {
        declare("other rows");

        StepFailure failure = fetchFails();

        assertThat(failure.exitCode()).isEqualTo(FETCH.code("WrongDigest"));
        assertThat(failure).hasMessageContaining("datasets/" + DATASET + "/part-0.parquet");
    }

    @Test
    void shouldSayWhichInputHasNoFiles() throws Exception {
        delete(storage.file("outputs"));

        StepFailure failure = fetchFails();

        assertThat(failure.exitCode()).isEqualTo(FETCH.code("Missing"));
        assertThat(failure).hasMessageContaining("outputs/" + EVALUATION + "/verified");
    }

    @Test
    void shouldPublishTheOutputOfARunThatEndedWell() throws Exception {
        write(".dyff/logs.txt", "counting\n");
        write(".dyff/scores.json", "{\"scores\": [{\"quantity\": NaN}]}");
        write("part-0.parquet", "counts");
        Files.writeString(root.resolve("exit-code"), "0\n");
        store("measurements/" + ID + "/of-an-earlier-try", "stale");

        publish();

        assertThat(tree(storage.file("measurements/" + ID)))
                .containsExactly(".dyff/evidence.json", ".dyff/logs.txt", ".dyff/scores.json", "part-0.parquet");
        assertThat(storage.file("measurements/" + ID + "/.dyff/evidence.json"))
                .content()
                .contains("\"path\" : \".dyff/logs.txt\"", "\"path\" : \"part-0.parquet\"", "\"size\" : 6")
                .doesNotContain("\"path\" : \".dyff/evidence.json\"");
        assertThat(storage.file("measurements/" + ID + "/part-0.parquet")).hasContent("counts");
    }

    @Test
    void shouldPublishTheLogAloneAndFailAsTheRunDid() throws Exception {
        write(".dyff/logs.txt", "Traceback (most recent call last):\nRuntimeError: no\n\n");
        write("part-0.parquet", "half");
        Files.writeString(root.resolve("exit-code"), "1\n");

        StepFailure failure = publishFails();

        assertThat(failure.exitCode()).isEqualTo(PUBLISH.code("RunFailed"));
        assertThat(failure).hasMessage("The analysis ended with exit code 1: RuntimeError: no");
        assertThat(tree(storage.file("measurements/" + ID))).containsExactly(".dyff/logs.txt");
    }

    @Test
    void shouldFollowNoLinkThatTheRunLeft() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "the key of the storage");
        Files.createSymbolicLink(output.resolve("link.txt"), secret);
        Files.createSymbolicLink(output.resolve("folder"), folder);
        Files.createSymbolicLink(root.resolve("exit-code"), Files.writeString(folder.resolve("number"), "0"));
        write("part-0.parquet", "counts");

        StepFailure failure = publishFails();

        assertThat(failure.getMessage()).doesNotContain("the key of the storage");
        Files.delete(root.resolve("exit-code"));
        publish();
        assertThat(tree(storage.file("measurements/" + ID))).containsExactly(".dyff/evidence.json", "part-0.parquet");
    }

    @Test
    void shouldRefuseResultsThatNobodyCouldRead() throws Exception {
        write(".dyff/logs.txt", "done\n");
        write(".dyff/scores.json", "{\"scores\": 1}");

        StepFailure failure = publishFails();

        assertThat(failure.exitCode()).isEqualTo(PUBLISH.code("BadResults"));
        assertThat(tree(storage.file("measurements/" + ID))).containsExactly(".dyff/logs.txt");
    }

    @Test
    void shouldPublishTheEndOfALogThatIsTooLong() throws Exception {
        write(".dyff/logs.txt", "x".repeat((int) RunOutput.LONGEST_LOG) + "\nthe end\n");

        publish();

        Path log = storage.file("measurements/" + ID + "/.dyff/logs.txt");
        assertThat(Files.size(log)).isEqualTo(RunOutput.LONGEST_LOG);
        assertThat(Files.readString(log)).endsWith("the end\n");
    }

    @Test
    void shouldFetchWhatARubricReadsAndPublishToTheReports() throws Exception {
        Path manifest =
                Files.writeString(folder.resolve("report.yaml"), """
                apiVersion: dyff.io/v1alpha1
                kind: Report
                metadata: {name: report-a, namespace: workflows}
                spec: {id: "%s", account: test, report: words.Count, dataset: "%s", evaluation: "%s", modules: ["%s"]}
                """.formatted(ID, DATASET, EVALUATION, MODULE));

        new AnalysisFetch(storage.environment(), out()).run(manifest, root);
        write("part-0.parquet", "counts");
        new AnalysisPublication(storage.environment(), out()).run(manifest, root);

        assertThat(root.resolve(MODULE + "/counting/words.py")).exists();
        assertThat(root.resolve(DATASET + "/part-0.parquet")).hasContent("rows");
        assertThat(root.resolve(EVALUATION + "/part-0.parquet")).hasContent("answers");
        JsonNode told = new YAMLMapper().readTree(root.resolve("analysis.yaml").toFile());
        assertThat(told.path("kind").asText()).isEqualTo("Report");
        assertThat(told.at("/spec/report").asText()).isEqualTo("words.Count");
        assertThat(tree(storage.file("reports/" + ID))).containsExactly(".dyff/evidence.json", "part-0.parquet");
    }

    @Test
    void shouldRefuseAManifestThatIsNone() throws Exception {
        Path manifest = Files.writeString(folder.resolve("wrong.yaml"), "kind: Evaluation\n");

        StepFailure failure = catchThrowableOfType(
                StepFailure.class, () -> new AnalysisFetch(storage.environment(), out()).run(manifest, root));

        assertThat(failure.exitCode()).isEqualTo(FETCH.code("UnusableInput"));
        assertThat(failure).hasMessage("kind must be Analysis or Report, got Evaluation");
    }

    private void fetch() throws Exception {
        new AnalysisFetch(storage.environment(), out()).run(manifest(), root);
    }

    private StepFailure fetchFails() {
        return catchThrowableOfType(StepFailure.class, this::fetch);
    }

    private void publish() throws Exception {
        new AnalysisPublication(storage.environment(), out()).run(manifest(), root);
    }

    private StepFailure publishFails() {
        return catchThrowableOfType(StepFailure.class, this::publish);
    }

    private static PrintWriter out() {
        return new PrintWriter(new StringWriter());
    }

    private Path manifest() throws Exception {
        String analysis = "{\"method\": {\"name\": \"words\"}, \"inputs\": []}";
        return Files.writeString(folder.resolve("manifest.yaml"), """
                apiVersion: dyff.io/v1alpha1
                kind: Analysis
                metadata: {name: measurement-a, namespace: workflows}
                spec:
                  id: "%s"
                  account: test
                  output: Measurement
                  image: registry.example/report
                  inputs:
                    - {keyword: items, kind: Dataset, entity: "%s"}
                    - {keyword: again, kind: Dataset, entity: "%s"}
                    - {keyword: answers, kind: Evaluation, entity: "%s"}
                  modules: ["%s"]
                  data:
                    - {key: system, value: e30=}
                    - {key: analysis, value: %s}
                """.formatted(
                        ID, DATASET, DATASET, EVALUATION, MODULE, base64(analysis)));
    }

    private static void declare(String content) throws Exception {
        byte[] md5 = MessageDigest.getInstance("MD5").digest(content.getBytes(UTF_8));
        var list = new ObjectMapper().createArrayNode();
        list.addObject()
                .put("path", "part-0.parquet")
                .putObject("digest")
                .put("md5", Base64.getEncoder().encodeToString(md5));
        store("datasets/" + DATASET + "/.dyff/artifacts.json", list.toString());
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private void write(String path, String text) throws Exception {
        Path file = output.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static void store(String key, String text) throws Exception {
        Path file = storage.file(key);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static List<String> tree(Path folder) throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private static void delete(Path folder) throws Exception {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file :
                        files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
