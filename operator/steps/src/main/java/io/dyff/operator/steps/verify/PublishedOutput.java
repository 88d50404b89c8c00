package io.dyff.operator.steps.verify;

import io.dyff.operator.steps.data.DataException;
import io.dyff.operator.steps.data.OutputTable;
import io.dyff.operator.steps.manifest.DuplicateOutputPolicy;
import io.dyff.operator.steps.manifest.EvaluationManifest;
import io.dyff.operator.steps.storage.ObjectStorage;
import io.dyff.operator.steps.storage.ObjectStorage.StoredFile;
import io.dyff.operator.steps.storage.StorageException;
import io.dyff.operator.steps.storage.StorageLocation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** The verified area of an evaluation: what downloads list. */
final class PublishedOutput {

    private final ObjectStorage storage;
    private final StorageLocation location;

    PublishedOutput(ObjectStorage storage, StorageLocation location) {
        this.storage = storage;
        this.location = location;
    }

    void clear() throws StorageException {
        for (StoredFile file : storage.list(location)) {
            storage.delete(location.resolve(file.path()));
        }
    }

    void publish(OutputTable table, EvaluationManifest manifest, Path folder, PrintWriter out)
            throws IOException, SQLException, DataException {
        boolean unique = manifest.client().duplicateOutputPolicy() != DuplicateOutputPolicy.Ignore;
        List<Path> files = table.export(folder, unique, manifest.outputPartitions());
        for (Path file : files) {
            String name = folder.relativize(file).toString();
            storage.upload(file, location.resolve(name));
        }
        out.println("published " + files.size() + " files to " + location);
        out.flush();
    }
}
