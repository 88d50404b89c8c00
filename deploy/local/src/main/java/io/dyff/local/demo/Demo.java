package io.dyff.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.local.client.ApiClient;
import io.dyff.local.client.Deadline;
import io.dyff.local.client.Materials;
import io.dyff.local.client.ParquetFiles;
import io.dyff.local.demo.Walkthrough.Outcome;
import io.dyff.local.instance.DataFolder;
import io.dyff.local.instance.Examples;
import io.dyff.local.instance.LocalException;
import io.dyff.local.instance.Ports;
import io.dyff.local.instance.RunState;
import io.dyff.local.launch.AttestationCheck;
import io.dyff.local.launch.Platform;
import io.dyff.local.launch.PlatformEnvironment;
import io.dyff.local.launch.Project;
import io.dyff.local.observe.RowReader;
import io.dyff.local.observe.TopicReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** The main job on a running platform: from a readable file to a checked output. */
public final class Demo {
    private final Project project;
    private final Platform platform;
    private final Duration bound;
    private final Consumer<String> line;

    /**
     * What the demo proved.
     *
     * @param expected rows × replications
     * @param attestation what checking it without the platform said
     * @param restarts processes that died meanwhile and were started again
     */
    public record Result(
            String evaluation,
            long rows,
            int replications,
            long expected,
            ParquetFiles.Counts counted,
            JsonNode outcomes,
            List<String> attestation,
            int restarts,
            List<ParquetFiles.Sample> samples,
            List<Story.Step> steps) {}

    public Demo(Project project, Platform platform, Duration bound, Consumer<String> line) {
        this.project = project;
        this.platform = platform;
        this.bound = bound;
        this.line = line;
    }

    /**
     * @param rows of the dataset that ships with the project
     * @throws LocalException when anything is not as it must be
     */
    public Result run(long rows) throws InterruptedException {
        DataFolder folder = platform.folder();
        PlatformEnvironment environment = new PlatformEnvironment(folder);
        String token = Objects.requireNonNull(folder.settings().token(), "a started platform has a token");
        Deadline deadline = new Deadline(bound);
        Story story = new Story(line);
        Path work = work(folder);
        try (ParquetFiles parquet = new ParquetFiles();
                ApiClient api = new ApiClient(environment.endpoint(), token);
                TopicReader topics = new TopicReader(environment.loopback(Ports.BROKER));
                RowReader table = new RowReader(environment.databaseUrl(), environment.databasePassword());
                ClusterReader cluster = new ClusterReader(folder.kubeconfig())) {
            Path dataset = made(work.resolve("dataset")).resolve("part-0.parquet");
            long written = parquet.write(project.file("deploy/local/data/questions.csv"), rows, dataset);
            Materials materials = new Materials(project, api, deadline);
            Examples ready = materials.prepare(dataset);
            ObjectNode request = materials.evaluation(ready);
            Walkthrough.Parts parts = new Walkthrough.Parts(environment.endpoint(), token, api, topics, table, cluster);
            Outcome outcome = new Walkthrough(parts, deadline, story).run(request, ready, work.resolve("output"));
            List<String> attestation = attested(api, outcome.evaluation(), work);
            return checked(
                    parquet, dataset, written, request.path("replications").asInt(1), outcome, attestation, story);
        }
    }

    /** Has the attestation checked against what was downloaded and what was uploaded. */
    private List<String> attested(ApiClient api, String evaluation, Path work) throws InterruptedException {
        String path = "/evaluations/" + evaluation + "/attestation";
        Path attestation = written(work.resolve("attestation.json"), ApiClient.accepted("GET " + path, api.get(path)));
        Path keys = written(work.resolve("keys.json"), api.attestationKeys());
        return new AttestationCheck(project, work)
                .verify(attestation, keys, "--files", work.resolve("output"), "--dataset", work.resolve("dataset"));
    }

    private static Path written(Path file, JsonNode json) {
        try {
            return Files.writeString(file, json.toString());
        } catch (IOException e) {
            throw LocalException.failed(file + " cannot be written: " + e.getMessage());
        }
    }

    private Result checked(
            ParquetFiles parquet,
            Path dataset,
            long rows,
            int replications,
            Outcome outcome,
            List<String> attestation,
            Story story) {
        ParquetFiles.Counts counted = parquet.count(outcome.files());
        long expected = rows * replications;
        if (counted.rows() != expected || counted.distinct() != expected || counted.responses() < expected) {
            throw LocalException.failed("the output holds " + counted.rows() + " rows, " + counted.distinct()
                    + " different ones and " + counted.responses() + " responses; expected " + expected
                    + " (" + rows + " rows x " + replications + " replications)");
        }
        JsonNode outcomes = outcomes(outcome.files());
        if (outcomes.at("/outcomes/Answered").asLong() != expected) {
            throw LocalException.failed("the summary of outcomes does not say that all is answered: " + outcomes);
        }
        int restarts =
                platform.processes().stream().mapToInt(RunState.Child::restarts).sum();
        return new Result(
                outcome.evaluation(),
                rows,
                replications,
                expected,
                counted,
                outcomes,
                attestation,
                restarts,
                parquet.samples(dataset, outcome.files(), 3),
                story.steps());
    }

    /** What the platform says of all rows. */
    private static JsonNode outcomes(List<Path> files) {
        Path summary = files.stream()
                .filter(file -> file.endsWith(".dyff/summary.json"))
                .findFirst()
                .orElseThrow(() -> LocalException.failed("the output has no .dyff/summary.json"));
        try {
            return new ObjectMapper().readTree(summary.toFile());
        } catch (IOException e) {
            throw LocalException.failed(summary + " cannot be read: " + e.getMessage());
        }
    }

    private static Path work(DataFolder folder) {
        return made(folder.file("demo"));
    }

    private static Path made(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw LocalException.failed(folder + " cannot be made: " + e.getMessage());
        }
    }
}
