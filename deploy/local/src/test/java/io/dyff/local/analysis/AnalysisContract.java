package io.dyff.local.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.local.client.ApiClient;
import io.dyff.local.client.Deadline;
import io.dyff.local.client.Materials;
import io.dyff.local.client.ParquetFiles;
import io.dyff.local.instance.Examples;
import io.dyff.local.launch.AttestationCheck;
import io.dyff.local.launch.Platform;
import io.dyff.local.launch.PlatformEnvironment;
import io.dyff.local.launch.Project;
import io.dyff.node.process.Commands;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Analyses by a user's own method, from the upload of its module to what the user reads of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class AnalysisContract {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> MODULE = List.of("counting.py", "case.ipynb", "rubrics.py");
    private static final long ROWS = 20;

    /** The first analysis on a machine installs the packages of its environment. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Project project = Project.here();

    private Path scratch;
    private ApiClient api;
    private Materials materials;
    private Examples ready;
    private String module = "";

    /** The platform that the analyses run on; it goes on afterwards. */
    protected abstract Platform platform();

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        Assumptions.assumeTrue(
                Stream.of("python3", "python3.10", "python3.11", "python3.12")
                        .anyMatch(name -> Commands.find(name).isPresent()),
                "there is no python3 here, in which analyses run");
        scratch = folder;
        api = new ApiClient(
                new PlatformEnvironment(platform().folder()).endpoint(),
                platform().settings().token());
        Path rows = scratch.resolve("part-0.parquet");
        try (ParquetFiles parquet = new ParquetFiles()) {
            parquet.write(project.file("deploy/local/data/questions.csv"), ROWS, rows);
        }
        materials = new Materials(project, api, new Deadline(PATIENCE));
        ready = materials.prepare(rows);
        module = uploadModule();
    }

    @AfterAll
    void stop() {
        if (api != null) {
            api.close();
        }
    }

    @Test
    void shouldMeasureWithAFunctionAndJudgeWithANotebookWhoseScoresCanBeRead() throws Exception {
        String counting = method(TestingMethods.function(module, "words"));
        JsonNode measurement =
                ended("measurements", TestingMethods.analysis(counting, "items", ready.dataset()), "Complete");
        assertThat(measurement.path("name").asText()).isEqualTo("example.org/words");
        assertThat(measurement.path("level").asText()).isEqualTo("Instance");
        assertThat(measurement.at("/method/name").asText()).isEqualTo("words");
        assertThat(files("measurements", measurement))
                .containsExactlyInAnyOrder(".dyff/evidence.json", ".dyff/logs.txt", "part-0.parquet");
        assertThat(log("measurements", measurement)).contains("START OF ANALYSIS RUN", "counting");

        ObjectNode request = TestingMethods.analysis(
                method(TestingMethods.notebook(module)),
                "counts",
                measurement.path("id").asText());
        request.putObject("scope").put("inferenceService", ready.service()).put("model", ready.model());
        JsonNode safetyCase = ended("safetycases", request, "Complete");
        assertThat(files("safetycases", safetyCase)).contains("index.html", ".dyff/scores.json");

        String id = safetyCase.path("id").asText();
        JsonNode scores = get("/safetycases/" + id + "/scores");
        assertThat(scores).hasSize(1);
        assertThat(scores.at("/0/kind").asText()).isEqualTo("Score");
        assertThat(scores.at("/0/analysis").asText()).isEqualTo(id);
        assertThat(scores.at("/0/metadata/refs/model").asText()).isEqualTo(ready.model());
        assertThat(scores.at("/0/quantity").doubleValue()).isCloseTo(meanOfWords(), within(1e-6));
        assertThat(scores.at("/0").has("points")).isFalse();
        assertThat(get("/safetycases/" + id + "/curves").at("/0/points"))
                .isEqualTo(JSON.readTree("{\"x\":[0.0,2.0],\"y\":[1.0,3.0]}"));
        assertThat(get("/safetycases/scores?id=" + id)).isEqualTo(scores);
        assertThat(get("/safetycases/scores?name=mean&id=" + scores.at("/0/id").asText()))
                .isEqualTo(scores);
        assertThat(get("/safetycases/scores?method=" + counting)).isEmpty();
        assertThat(get("/safetycases?inputs=" + id + ","
                        + measurement.path("id").asText()))
                .hasSize(1);
    }

    @Test
    void shouldFailWithTheExceptionAndKeepTheLogWhenTheMethodRaisesOne() throws Exception {
        String failing = method(TestingMethods.function(module, "fail"));
        JsonNode measurement =
                ended("measurements", TestingMethods.analysis(failing, "items", ready.dataset()), "Failed");
        assertThat(measurement.path("reason").asText()).isEqualTo("RunFailed");
        assertThat(measurement.path("message").asText()).contains("RuntimeError: this method always fails");
        assertThat(log("measurements", measurement))
                .contains(
                        "to standard output",
                        "to standard error",
                        "Traceback",
                        "RuntimeError: this method always fails");
        assertThat(files("measurements", measurement)).containsExactly(".dyff/logs.txt");
        JsonNode printed = get("/measurements/" + measurement.path("id").asText() + "/logs/workflow")
                .path("logs");
        assertThat(printed.findValuesAsText("container")).contains("fetch", "run", "publish");
        assertThat(printed.findValuesAsText("message"))
                .contains("the run ended with exit code 1", "RuntimeError: this method always fails");
    }

    @Test
    void shouldReportOnAnEvaluationByTheViewsOfARubricAndKeepTheLogOfOneThatFails() throws Exception {
        String evaluation = ended("evaluations", materials.evaluation(ready).put("replications", 2), "Complete")
                .path("id")
                .asText();
        JsonNode report = ended(
                "reports", TestingReports.ofViews(TestingReports.report(module, "Words", evaluation)), "Complete");
        assertThat(report.path("dataset").asText()).isEqualTo(ready.dataset());
        assertThat(report.path("inferenceService").asText()).isEqualTo(ready.service());
        assertThat(report.path("model").asText()).isEqualTo(ready.model());
        String id = report.path("id").asText();
        List<Path> files = api.download("reports", id, scratch.resolve("report"));
        assertThat(files).extracting(file -> file.getFileName().toString()).contains("part-0.parquet");
        assertThat(scored(files)).containsExactly(2.0 * ROWS, meanOfWords() + 1, 1.0);
        assertThat(log("reports", report)).isEqualTo("scoring\n");
        assertThat(get("/reports/" + id + "/scores")).isEmpty();
        Path ofEvaluation = attestation("evaluations", evaluation);
        assertThat(new AttestationCheck(project, scratch)
                        .verify(
                                attestation("reports", id),
                                written("keys.json", api.attestationKeys()),
                                "--files",
                                scratch.resolve("report"),
                                "--input",
                                ofEvaluation))
                .contains("inputs      holds       computed from Evaluation " + evaluation)
                .anyMatch(line -> line.matches("files +holds .*"));

        JsonNode failed = ended("reports", TestingReports.report(module, "Fail", evaluation), "Failed");
        assertThat(failed.path("reason").asText()).isEqualTo("RunFailed");
        assertThat(failed.path("message").asText()).contains("RuntimeError: this rubric always fails");
        assertThat(log("reports", failed))
                .contains("to standard output", "to standard error", "Traceback", "this rubric always fails");
        assertThat(files("reports", failed)).containsExactly(".dyff/logs.txt");
    }

    @Test
    void shouldFailAtOnceWhenNoProgramHereStandsForTheImage() throws Exception {
        ObjectNode method = TestingMethods.function(module, "words");
        method.withObject("/analysisImage").put("name", "example/other");
        JsonNode measurement =
                ended("measurements", TestingMethods.analysis(method(method), "items", ready.dataset()), "Failed");
        assertThat(measurement.path("message").asText()).contains("no program is mapped to image");
        assertThat(api.get("/measurements/" + measurement.path("id").asText() + "/logs")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void shouldRefuseAMethodThatMakesSomethingElse() throws Exception {
        String counting = method(TestingMethods.function(module, "words"));
        ApiClient.Answer answer = api.post("/safetycases", TestingMethods.analysis(counting, "items", ready.dataset()));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body().path("detail").asText()).contains("Method " + counting);
    }

    private String uploadModule() throws Exception {
        ObjectNode request = JSON.createObjectNode().put("account", "test").put("name", "counting");
        for (String name : MODULE) {
            request.withArray("artifacts")
                    .addObject()
                    .put("path", name)
                    .putObject("digest")
                    .put("md5", md5(resource(name)));
        }
        String id = api.create("modules", request).path("id").asText();
        awaitStatus("modules", id, "WaitingForUpload");
        for (String name : MODULE) {
            api.upload(get("/modules/" + id + "/upload/" + name), resource(name));
        }
        ApiClient.accepted("finalize", api.post("/modules/" + id + "/finalize", null));
        awaitStatus("modules", id, "Ready");
        return id;
    }

    private String method(ObjectNode request) throws InterruptedException {
        String id = api.create("methods", request).path("id").asText();
        awaitStatus("methods", id, "Ready");
        return id;
    }

    private JsonNode ended(String resource, ObjectNode request, String status) throws InterruptedException {
        String id = api.create(resource, request).path("id").asText();
        JsonNode ended = new Deadline(PATIENCE)
                .await(
                        "the end of " + resource + " " + id,
                        () -> Optional.of(api.entity(resource, id))
                                .filter(e -> List.of("Complete", "Failed", "Error")
                                        .contains(e.path("status").asText())));
        assertThat(ended.path("status").asText())
                .as(ended.path("message").asText())
                .isEqualTo(status);
        return ended;
    }

    private void awaitStatus(String resource, String id, String status) throws InterruptedException {
        new Deadline(PATIENCE)
                .await(
                        resource + " " + id + " becoming " + status,
                        () -> Optional.of(api.entity(resource, id))
                                .filter(e -> e.path("status").asText().equals(status)));
    }

    private JsonNode get(String path) throws InterruptedException {
        return ApiClient.accepted("GET " + path, api.get(path));
    }

    private List<String> files(String resource, JsonNode entity) throws InterruptedException {
        return get("/" + resource + "/" + entity.path("id").asText() + "/downlinks")
                .valueStream()
                .map(link -> link.at("/artifact/path").asText())
                .toList();
    }

    /** How many rows there are, the words of a question on average, and the share of answers that say something. */
    private static double[] scored(List<Path> files) throws Exception {
        Path parquet = files.stream()
                .filter(file -> file.endsWith("part-0.parquet"))
                .findFirst()
                .orElseThrow();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select count(*), avg(words), avg(answered::int) from read_parquet('" + parquet + "')")) {
            row.next();
            return new double[] {row.getDouble(1), row.getDouble(2), row.getDouble(3)};
        }
    }

    private Path attestation(String resource, String id) throws Exception {
        return written(resource + ".json", get("/" + resource + "/" + id + "/attestation"));
    }

    private Path written(String name, JsonNode json) throws Exception {
        return Files.writeString(scratch.resolve(name), json.toString());
    }

    private String log(String resource, JsonNode entity) throws Exception {
        JsonNode link = get("/" + resource + "/" + entity.path("id").asText() + "/logs");
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(
                                            URI.create(link.at("/signedURL/url").asText()))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        }
    }

    /** As counting.py has it: the words of each text, without the first. */
    private double meanOfWords() throws Exception {
        List<String> lines = Files.readAllLines(project.file("deploy/local/data/questions.csv"));
        int column = List.of(lines.getFirst().split(",", -1)).indexOf("text");
        return lines.stream()
                .skip(1)
                .limit(ROWS)
                .mapToInt(line -> text(line, column).strip().split("\\s+").length - 1)
                .average()
                .orElseThrow();
    }

    private static String text(String line, int column) {
        return line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1)[column].replace("\"", "");
    }

    private Path resource(String name) {
        return project.file("deploy/local/src/test/resources/analysis/" + name);
    }

    private static String md5(Path file) throws Exception {
        byte[] digest = MessageDigest.getInstance("MD5").digest(Files.readAllBytes(file));
        return Base64.getEncoder().encodeToString(digest);
    }
}
