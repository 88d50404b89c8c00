package io.dyff.operator.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dyff.operator.steps.check.CheckOfDataset;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Datasets as they lie in storage, and what their check says of them. */
@Timeout(180)
class DatasetStepIT {

    private static final ExitCodes EXIT = ExitCodes.of("check-dataset");

    @TempDir
    static Path shared;

    static TestingStorage storage;

    @TempDir
    Path folder;

    private TestingRun run;
    private final StringWriter said = new StringWriter();

    @BeforeAll
    static void start() throws Exception {
        storage = new TestingStorage(shared);
    }

    @AfterAll
    static void stop() throws Exception {
        storage.close();
    }

    @BeforeEach
    void prepare() {
        run = new TestingRun(storage, folder, InetSocketAddress.createUnresolved("127.0.0.1", 1));
    }

    @AfterEach
    void empty() throws Exception {
        TestingRun.deleteTree(storage.file("datasets"));
    }

    private void check() throws Exception {
        Path manifest = folder.resolve("manifest.yaml");
        Files.writeString(manifest, """
                kind: Dataset
                spec:
                  id: %s
                """.formatted(TestingManifest.DATASET));
        new CheckOfDataset(storage.environment(), new PrintWriter(said)).run(manifest);
    }

    private StepFailure failure() {
        return catchThrowableOfType(StepFailure.class, this::check);
    }

    @Test
    void shouldStoreWhatItFound() throws Exception {
        run.seed(10);
        Files.writeString(run.dataset("README.md"), "What this is");
        Files.writeString(run.dataset("_SUCCESS"), "");
        check();
        JsonNode report =
                new ObjectMapper().readTree(run.dataset(CheckOfDataset.REPORT).toFile());
        assertThat(report.path("rows").asLong()).isEqualTo(10);
        assertThat(report.at("/files/0/path").asText()).isEqualTo("part-0.parquet");
        assertThat(report.at("/files/0/size").asLong()).isEqualTo(Files.size(run.dataset("part-0.parquet")));
        assertThat(report.path("ignored")).hasSize(2);
        assertThat(said.toString()).contains("no data and ignored: README.md, _SUCCESS");
    }

    @Test
    void d3ShouldNameAFileThatIsNoParquet() throws Exception {
        run.seed(10);
        Files.writeString(run.dataset("table.feather"), "ARROW1 and so on");
        StepFailure failure = failure();
        assertThat(failure.exitCode()).isEqualTo(EXIT.code("Unusable"));
        assertThat(failure).hasMessageContaining("table.feather is not a Parquet file");
        assertThat(run.dataset(CheckOfDataset.REPORT)).doesNotExist();
    }

    @Test
    void shouldTryAgainWhenNothingIsThereYet() {
        assertThat(failure().exitCode()).isEqualTo(EXIT.code("Missing"));
    }

    @Test
    void shouldTryAgainWhenTheStorageDoesNotAnswer() throws Exception {
        run.seed(1);
        storage.hideEndpoint(true);
        try {
            assertThat(failure().exitCode()).isEqualTo(EXIT.code("Storage"));
        } finally {
            storage.hideEndpoint(false);
        }
    }
}
