package io.dyff.operator.steps.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dyff.operator.steps.data.Workbench;
import io.dyff.operator.steps.storage.StorageLocation;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the API finds how far a run is. That it cannot be stored for a while stops nothing. */
final class ProgressFile {

    private static final Logger LOG = LoggerFactory.getLogger(ProgressFile.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Workbench bench;
    private final StorageLocation location;
    private final Path local;

    ProgressFile(Workbench bench, StorageLocation location) throws IOException {
        this.bench = bench;
        this.location = location;
        this.local = bench.folder("progress").resolve("progress.json");
    }

    void store(Progress.Report report) {
        try {
            JSON.writeValue(local.toFile(), report);
            bench.storage().upload(local, location);
        } catch (IOException | RuntimeException e) {
            LOG.warn("the progress cannot be stored: {}", e.getMessage());
        }
    }
}
