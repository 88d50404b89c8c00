package io.dyff.operator.steps.evidence;

import io.dyff.operator.rows.schema.DataException;
import io.dyff.operator.steps.StepsVersion;
import io.dyff.operator.steps.data.DuckDb;
import io.dyff.operator.steps.data.OutcomeReport;
import io.dyff.operator.steps.data.ParquetTree;
import io.dyff.operator.steps.outcome.OutcomeSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Writes the evidence of what is about to be published, as it lies in a folder. */
public final class EvidenceFile {

    /** Its name below what is published. */
    public static final String NAME = OutcomeReport.FOLDER + "/evidence.json";

    private final DuckDb db;
    private final Path folder;

    /** @param folder what is to be published, and nothing else */
    public EvidenceFile(DuckDb db, Path folder) {
        this.db = db;
        this.folder = folder;
    }

    /**
     * @param files below the folder
     * @param partitions Arrow types of the columns that are in the names of folders
     * @param scratch an empty folder
     * @return the file, below the folder by the name that it is to have
     */
    public Path write(
            List<Path> files,
            Map<String, String> partitions,
            String datasetId,
            ParquetTree dataset,
            OutcomeSummary outcomes,
            Path scratch)
            throws IOException, SQLException {
        List<String> names =
                files.stream().map(file -> FolderFiles.name(folder, file)).toList();
        // The database makes the leaves meanwhile: a step has no compiler that makes Java's SHA-256 fast.
        var digests = new FutureTask<>(() -> List.of(digests(names, files), digests(dataset.names(), dataset.files())));
        Thread.ofPlatform().daemon().name("hash-files").start(digests);
        Evidence.Rows rows = rows(names, partitions, scratch);
        var evidence = new Evidence(
                Evidence.VERSION,
                StepsVersion.version(),
                rows,
                done(digests).get(0),
                new Evidence.DatasetFiles(datasetId, done(digests).get(1)),
                Evidence.Outcomes.of(outcomes));
        Path written = folder.resolve(NAME);
        Files.write(written, JsonFile.JSON.writeValueAsBytes(evidence));
        return written;
    }

    /**
     * Evidence of files alone.
     *
     * @param files by the names that they are to have
     * @return a file of its own
     */
    public static Path ofFiles(Map<String, Path> files) throws IOException {
        List<FileDigest> digests = digests(List.copyOf(files.keySet()), List.copyOf(files.values()));
        Path written = Files.createTempFile("evidence", ".json");
        Files.write(
                written,
                JsonFile.JSON.writeValueAsBytes(
                        new Evidence.OfFiles(Evidence.VERSION, StepsVersion.version(), digests)));
        return written;
    }

    private Evidence.Rows rows(List<String> names, Map<String, String> partitions, Path scratch)
            throws IOException, SQLException {
        try {
            return PublishedRows.summed(PublishedRows.open(db, folder, names, partitions, scratch), partitions);
        } catch (DataException e) {
            throw new IOException("what is to be published cannot be read again: " + e.getMessage(), e);
        }
    }

    private static List<FileDigest> digests(List<String> names, List<Path> files) throws IOException {
        List<FileDigest> digests = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            digests.add(FileDigest.of(names.get(i), files.get(i)));
        }
        digests.sort(FileDigest.BY_PATH);
        return digests;
    }

    private static <T> T done(FutureTask<T> task) throws IOException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw new IOException("the files cannot be hashed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the files were hashed", e);
        }
    }
}
