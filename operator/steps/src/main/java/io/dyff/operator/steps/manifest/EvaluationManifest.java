package io.dyff.operator.steps.manifest;

import io.dyff.operator.rows.adapter.AdapterPipeline.Stage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An Evaluation custom resource, as far as its steps need it.
 *
 * @param target where requests go
 * @param workers requests in flight at the same time
 * @param arrowSchema of the output, base64 (contract/data.md section 2)
 * @param inputPipeline of the service
 */
public record EvaluationManifest(
        String id,
        String dataset,
        int replications,
        int workers,
        URI target,
        String arrowSchema,
        List<Stage> inputPipeline,
        List<Stage> outputPipeline,
        ClientOptions client,
        List<String> outputPartitions) {

    private static final int DEFAULT_WORKERS_PER_REPLICA = 2;
    private static final int MOST_WORKERS = 10_000;

    public static EvaluationManifest read(Path file) throws ManifestException {
        ManifestNode root;
        try {
            root = new ManifestNode("", ManifestYaml.read(file));
        } catch (IOException e) {
            throw new ManifestException("Cannot read the manifest " + file + ": " + e.getMessage());
        }
        if (!root.required("kind").equals("Evaluation")) {
            throw new ManifestException("kind must be Evaluation, got " + root.required("kind"));
        }
        ManifestNode spec = root.object("spec");
        ManifestNode service = spec.object("interface");
        return new EvaluationManifest(
                spec.id("id"),
                spec.id("dataset"),
                spec.integer("replications", 1, 1),
                workers(spec),
                target(root.object("metadata"), spec, service.required("endpoint")),
                service.object("outputSchema").required("arrowSchema"),
                service.pipeline("inputPipeline"),
                service.pipeline("outputPipeline"),
                ClientOptions.read(spec.object("client")),
                spec.strings("outputDatasetPartitions"));
    }

    private static int workers(ManifestNode spec) throws ManifestException {
        long replicas = spec.object("inferenceSession").integer("replicas", 1, 1);
        long workers = replicas * spec.integer("workersPerReplica", DEFAULT_WORKERS_PER_REPLICA, 1);
        if (workers > MOST_WORKERS) {
            throw new ManifestException(
                    "replicas × spec.workersPerReplica must be at most " + MOST_WORKERS + ", it is " + workers);
        }
        return (int) workers;
    }

    /** The Service of the evaluation's own session, or of the one it refers to (contract/data.md section 6.3). */
    private static URI target(ManifestNode metadata, ManifestNode spec, String endpoint) throws ManifestException {
        String service = spec.has("inferenceSessionReference")
                ? "session-" + spec.id("inferenceSessionReference")
                : metadata.required("name") + "-infer";
        String namespace = metadata.optional("namespace").orElse("default");
        String url = "http://" + service + "." + namespace + ":80/" + endpoint.replaceFirst("^/+", "");
        try {
            return URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new ManifestException("spec.interface.endpoint gives no valid URL: " + url);
        }
    }

    /** Ids of the replications, in order. */
    public List<String> replicationIds() {
        return IntStream.range(0, replications)
                .mapToObj(i -> ReplicationId.of(id, i))
                .toList();
    }
}
