package io.dyff.operator.steps.evidence;

import io.dyff.operator.steps.data.DuckDb;
import io.dyff.operator.steps.data.ParquetTree;
import io.dyff.operator.steps.outcome.OutcomeKind;
import io.dyff.operator.steps.outcome.OutcomeSummary;
import io.dyff.operator.steps.storage.StorageLocation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What an evaluation of 10 rows in 2 replications published, and its dataset, in local folders. */
final class TestingPublication {

    static final String DATASET = "11111111111111111111111111111111";

    final Path files;
    final Path dataset;

    TestingPublication(Path folder) throws Exception {
        files = Files.createDirectories(folder.resolve("files"));
        dataset = Files.createDirectories(folder.resolve("dataset"));
        Path scratch = Files.createDirectories(folder.resolve("publication-scratch"));
        Files.createDirectories(files.resolve(".dyff"));
        Files.writeString(files.resolve(".dyff/summary.json"), "{}");
        try (var db = DuckDb.open(scratch)) {
            write(
                    db,
                    dataset.resolve("part-0.parquet"),
                    "SELECT i AS _index_, 'row ' || i AS text FROM range(10) t(i)");
            write(db, files.resolve(".dyff/outcomes.parquet"), "SELECT i AS _index_ FROM range(20) t(i)");
            for (int part = 0; part < 2; part++) {
                write(
                        db,
                        files.resolve("part-" + part + ".parquet"),
                        "SELECT 'r" + part
                                + "' AS _replication_, i AS _index_, [{'_response_index_': 0::BIGINT, 'text':"
                                + " 'said \"ä\" ' || chr(10) || chr(31) || i, 'score': i / 7}] AS responses FROM range(10) t(i)");
            }
            new EvidenceFile(db, files)
                    .write(
                            publishedFiles(),
                            Map.of(),
                            DATASET,
                            new ParquetTree(
                                    StorageLocation.parse("s3://dyff/datasets/d"),
                                    List.of(dataset.resolve("part-0.parquet")),
                                    List.of("part-0.parquet")),
                            outcomes(),
                            scratch.resolve("rows"));
        }
    }

    private static void write(DuckDb db, Path file, String rows) throws Exception {
        db.execute("COPY (" + rows + ") TO '" + file + "' (FORMAT parquet)");
    }

    private static OutcomeSummary outcomes() {
        return new OutcomeSummary(
                20,
                Map.of(OutcomeKind.Answered, 20L),
                List.of(),
                Map.of("text", 0L),
                Map.of(),
                0,
                0,
                20,
                new OutcomeSummary.Quantiles(1.0, 2.0),
                new OutcomeSummary.Tokens(1, 2),
                List.of());
    }

    /** As they are attested. */
    private List<Path> publishedFiles() throws Exception {
        try (Stream<Path> walk = Files.walk(files)) {
            return new ArrayList<>(walk.filter(Files::isRegularFile).toList());
        }
    }

    Path evidence() {
        return files.resolve(".dyff/evidence.json");
    }

    Path part(int number) {
        return files.resolve("part-" + number + ".parquet");
    }
}
