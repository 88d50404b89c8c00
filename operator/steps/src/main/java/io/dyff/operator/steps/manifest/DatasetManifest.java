package io.dyff.operator.steps.manifest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A Dataset custom resource, as far as its check needs it.
 *
 * @param arrowSchema what the files were declared to hold: base64 of an Arrow IPC schema message
 */
public record DatasetManifest(String id, Optional<String> arrowSchema) {

    public static DatasetManifest read(Path file) throws ManifestException {
        try {
            ManifestNode root = new ManifestNode("", ManifestYaml.read(file));
            if (!root.required("kind").equals("Dataset")) {
                throw new ManifestException("kind must be Dataset, got " + root.required("kind"));
            }
            ManifestNode spec = root.object("spec");
            return new DatasetManifest(spec.id("id"), spec.object("schema").optional("arrowSchema"));
        } catch (IOException e) {
            throw new ManifestException("Cannot read the manifest " + file + ": " + e.getMessage());
        }
    }
}
