package io.dyff.operator.steps.data;

import io.dyff.operator.rows.schema.DataException;
import io.dyff.operator.steps.storage.ObjectStorage;
import io.dyff.operator.steps.storage.StorageException;
import io.dyff.operator.steps.storage.StorageLocation;
import io.dyff.operator.steps.storage.StorageSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;

/**
 * What a step works with: a scratch folder, storage, and a database. The database's native library takes as long to
 * load as the storage client, and a step is short, so both are made ready at the same time.
 */
public final class Workbench implements AutoCloseable {

    private final ScratchFolder scratch;
    private final FutureTask<DuckDb> db;
    private final ObjectStorage storage;

    public Workbench(StorageSettings settings) throws IOException {
        scratch = new ScratchFolder();
        db = new FutureTask<>(() -> DuckDb.open(scratch.path()));
        Thread.ofPlatform().daemon().name("open-database").start(db);
        storage = new ObjectStorage(settings);
    }

    public ObjectStorage storage() {
        return storage;
    }

    public Path folder(String name) throws IOException {
        return scratch.create(name);
    }

    /** Waits until it is open. */
    public DuckDb db() throws SQLException {
        try {
            return db.get();
        } catch (ExecutionException e) {
            throw new SQLException("The database cannot be opened: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("Interrupted while the database opened", e);
        }
    }

    /** The data of a dataset, which must be Parquet. */
    public ParquetTree dataset(StorageLocation location) throws StorageException, IOException, DataException {
        return download(location, "dataset", DataFiles::isData);
    }

    /** The Parquet files of an output. */
    public ParquetTree output(StorageLocation location) throws StorageException, IOException, DataException {
        return download(location, "output", ParquetTree::isParquet);
    }

    /**
     * What tries of a client have stored or noted, as far as it is whole.
     *
     * @param folder a new one, for the copies
     */
    public ParquetTree ofTries(StorageLocation location, String folder) throws StorageException, IOException {
        return ParquetTree.fetch(storage, location, scratch.create(folder), ParquetTree::isParquet)
                .whole();
    }

    private ParquetTree download(StorageLocation location, String folder, Predicate<String> wanted)
            throws StorageException, IOException, DataException {
        return ParquetTree.download(storage, location, scratch.create(folder), wanted);
    }

    @Override
    public void close() throws IOException, SQLException {
        try (scratch;
                storage) {
            db().close();
        }
    }
}
