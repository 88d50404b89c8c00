package io.dyff.operator.steps.data;

import io.dyff.operator.steps.storage.StorageLocation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files of a dataset, as they would have been downloaded from {@code s3://dyff/datasets/d}. */
final class TestingDataset implements AutoCloseable {

    private static final StorageLocation SOMEWHERE = new StorageLocation("dyff", "datasets/d");

    final DuckDb db;
    private final Path folder;
    private final List<Path> files = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    TestingDataset(Path folder) throws Exception {
        this.folder = folder;
        this.db = DuckDb.open(folder);
    }

    /** A file that is there already. */
    Path add(String name, Path file) {
        names.add(name);
        files.add(file);
        return file;
    }

    /** A file of what a query answers. */
    Path add(String name, String query) throws Exception {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        db.execute("COPY (" + query + ") TO '" + file + "' (FORMAT parquet, COMPRESSION uncompressed)");
        return add(name, file);
    }

    /** A file of the tests' resources. */
    Path addShipped(String name, String resource) {
        return add(name, Path.of("src/test/resources/parquet", resource).toAbsolutePath());
    }

    ParquetTree tree() {
        return new ParquetTree(SOMEWHERE, files, names);
    }

    @Override
    public void close() throws Exception {
        db.close();
    }
}
