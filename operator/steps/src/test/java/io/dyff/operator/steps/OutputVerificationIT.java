package io.dyff.operator.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.PATH;

import io.dyff.operator.steps.mock.MockModel;
import io.dyff.operator.steps.mock.Pace;
import java.net.InetAddress;
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

/** Verification of outputs that are not as they should be: 10 rows, 2 replications, stored in batches of 5. */
@Timeout(180)
class OutputVerificationIT {

    @TempDir
    static Path shared;

    static TestingStorage storage;
    static MockModel model;

    @TempDir
    Path folder;

    TestingRun run;
    final TestingManifest manifest = new TestingManifest().client(client -> client.put("batchSize", 5));

    @BeforeAll
    static void start() throws Exception {
        storage = new TestingStorage(shared);
        model = new MockModel(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), new Pace(0, 0));
    }

    @AfterAll
    static void stop() throws Exception {
        model.close();
        storage.close();
    }

    @BeforeEach
    void evaluate() throws Exception {
        run = new TestingRun(storage, folder, model.address());
        run.seed(10);
        run.evaluate(manifest);
        assertThat(run.rawFiles()).hasSize(4);
    }

    @AfterEach
    void empty() throws Exception {
        TestingRun.deleteTree(storage.file("datasets"));
        TestingRun.deleteTree(storage.file("outputs"));
    }

    private void duplicateAFile() throws Exception {
        Files.copy(run.rawFiles().get(0), run.raw("zz.parquet"));
    }

    private void policy(String name, String value) {
        manifest.client(client -> client.put(name, value));
    }

    @Test
    void shouldKeepOneCopyOfDuplicates() throws Exception {
        duplicateAFile();
        run.verify(manifest);
        assertThat(run.verified("count(*), count(DISTINCT (_replication_, _index_))"))
                .isEqualTo("20 20");
        assertThat(run.output()).contains("expected 20, stored 25, missing 0, duplicates 5, unexpected 0");
    }

    @Test
    void shouldKeepAllCopiesWhenDuplicatesAreIgnored() throws Exception {
        duplicateAFile();
        policy("duplicateOutputPolicy", "Ignore");
        run.verify(manifest);
        assertThat(run.verified("count(*)")).isEqualTo("25");
    }

    @Test
    void shouldFailOnDuplicatesWhenTheyAreAnError() throws Exception {
        duplicateAFile();
        policy("duplicateOutputPolicy", "Error");
        assertThat(run.verificationFailure(manifest).exitCode()).isEqualTo(4);
    }

    @Test
    void shouldFailWhenRowsAreMissing() throws Exception {
        Files.delete(run.rawFiles().get(0));
        StepFailure failure = run.verificationFailure(manifest);
        assertThat(failure.exitCode()).isEqualTo(2);
        assertThat(failure)
                .hasMessage("The output is not whole: 5 of 20 rows are missing"
                        + " (5 not asked; first: row 0, its answer is not stored).");
        assertThat(run.verifiedFiles()).isEmpty();
    }

    @Test
    void shouldPublishWhatIsThereWhenMissingRowsAreIgnored() throws Exception {
        Files.delete(run.rawFiles().get(0));
        policy("missingOutputPolicy", "Ignore");
        run.verify(manifest);
        assertThat(run.verified("count(*)")).isEqualTo("15");
    }

    @Test
    void shouldReportAllProblemsAtOnce() throws Exception {
        Files.delete(run.rawFiles().get(0));
        duplicateAFile();
        policy("duplicateOutputPolicy", "Error");
        StepFailure failure = run.verificationFailure(manifest);
        assertThat(failure.exitCode()).isEqualTo(6);
        assertThat(failure)
                .hasMessageContaining("5 of 20 rows are missing (5 not asked; ", "); 5 rows are there more than once");
    }

    @Test
    void shouldFailWhenThereIsNoOutputAtAll() throws Exception {
        for (Path file : run.rawFiles()) {
            Files.delete(file);
        }
        assertThat(run.verificationFailure(manifest).exitCode()).isEqualTo(2);
    }

    @Test
    void shouldCallRowsOfNoDatasetRowAnOutputError() throws Exception {
        TestingRun.execute("COPY (SELECT * REPLACE (99::BIGINT AS _index_) FROM read_parquet('"
                + run.rawFiles().get(0) + "') LIMIT 1) TO '" + run.raw("zz.parquet") + "' (FORMAT parquet)");
        StepFailure failure = run.verificationFailure(manifest);
        assertThat(failure.exitCode()).isEqualTo(1);
        assertThat(failure).hasMessageContaining("1 rows belong to no dataset row or replication");
    }

    @Test
    void shouldCallAWrongSchemaAnOutputError() throws Exception {
        Path first = run.rawFiles().get(0);
        Path copy = folder.resolve("wrong.parquet");
        TestingRun.execute("COPY (SELECT _replication_, _index_, 'x' AS responses FROM read_parquet('" + first
                + "')) TO '" + copy + "' (FORMAT parquet)");
        for (Path file : run.rawFiles()) {
            Files.delete(file);
        }
        Files.copy(copy, run.raw("a.parquet"));
        StepFailure failure = run.verificationFailure(manifest);
        assertThat(failure.exitCode()).isEqualTo(1);
        assertThat(failure)
                .hasMessageContaining("column responses must be STRUCT")
                .hasMessageContaining("it is VARCHAR");
    }

    @Test
    void shouldCallABrokenFileAnOutputError() throws Exception {
        Files.writeString(run.raw("zz.parquet"), "PAR1 and nothing else");
        assertThat(run.verificationFailure(manifest).exitCode()).isEqualTo(1);
    }

    @Test
    void shouldLeaveNothingOfEarlierTries() throws Exception {
        Files.writeString(run.verifiedFile("part-7.parquet"), "left over");
        run.verify(manifest);
        run.verify(manifest);
        assertThat(run.verifiedFiles())
                .extracting(file -> file.getFileName().toString())
                .containsExactly("part-0.parquet");
        assertThat(run.verified("count(*)")).isEqualTo("20");
    }

    @Test
    void shouldKeepWhatIsPublishedWhenALaterTryCannotEnd() throws Exception {
        run.verify(manifest);
        byte[] published = Files.readAllBytes(run.verifiedFiles().get(0));
        storage.refuseUploads(true);
        try {
            assertThat(run.verificationFailure(manifest).exitCode()).isEqualTo(16);
        } finally {
            storage.refuseUploads(false);
        }
        assertThat(run.verifiedFiles()).singleElement(PATH).hasBinaryContent(published);
    }

    @Test
    void shouldPublishNothingOfATryThatCannotEnd() throws Exception {
        storage.refuseUploads(true);
        try {
            assertThat(run.verificationFailure(manifest).exitCode()).isEqualTo(16);
        } finally {
            storage.refuseUploads(false);
        }
        assertThat(run.verifiedFiles()).isEmpty();
    }

    @Test
    void shouldLeaveNothingBesideWhatIsPublished() throws Exception {
        run.verify(manifest);
        assertThat(run.unpublishedFiles()).isEmpty();
    }

    @Test
    void shouldPublishTheSameBytesEachTime() throws Exception {
        run.verify(manifest);
        byte[] first = Files.readAllBytes(run.verifiedFiles().get(0));
        run.verify(manifest);
        assertThat(run.verifiedFiles().get(0)).hasBinaryContent(first);
    }

    @Test
    void shouldRefuseADatasetThatUsesAnIndexTwice() throws Exception {
        Files.copy(run.dataset("part-0.parquet"), run.dataset("part-1.parquet"));
        StepFailure failure = run.verificationFailure(manifest);
        assertThat(failure.exitCode()).isEqualTo(8);
        assertThat(failure).hasMessageContaining("uses an _index_ twice");
    }

    @Test
    void shouldRefuseToPartitionByWhatIsNoColumn() throws Exception {
        manifest.spec(spec -> spec.putArray("outputDatasetPartitions").add("colour"));
        StepFailure failure = run.verificationFailure(manifest);
        assertThat(failure.exitCode()).isEqualTo(8);
        assertThat(failure).hasMessageContaining("no plain column colour");
    }
}
