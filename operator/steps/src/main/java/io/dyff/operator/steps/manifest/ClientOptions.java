package io.dyff.operator.steps.manifest;

import io.dyff.operator.rows.adapter.AdapterPipeline.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How the client deals with an imperfect service; {@code spec.client} of an Evaluation.
 *
 * @param transientErrorRetryLimit retries of a row before it is given up
 * @param requestTimeout of one request; zero: none
 * @param totalTimeout of all requests together; zero: none
 * @param batchSize rows per output file
 * @param inputPipeline runs before that of the service
 * @param continues the evaluation whose answers are taken over
 */
public record ClientOptions(
        BadRequestPolicy badRequestPolicy,
        int transientErrorRetryLimit,
        Duration transientErrorRetryDelay,
        DuplicateOutputPolicy duplicateOutputPolicy,
        MissingOutputPolicy missingOutputPolicy,
        Duration requestTimeout,
        Duration totalTimeout,
        int batchSize,
        List<Stage> inputPipeline,
        Optional<String> continues) {

    static ClientOptions read(ManifestNode client) throws ManifestException {
        return new ClientOptions(
                client.choice("badRequestPolicy", BadRequestPolicy.Abort),
                client.integer("transientErrorRetryLimit", 120, 0),
                Duration.ofSeconds(client.integer("transientErrorRetryDelaySeconds", 30, 1)),
                client.choice("duplicateOutputPolicy", DuplicateOutputPolicy.Deduplicate),
                client.choice("missingOutputPolicy", MissingOutputPolicy.Error),
                Duration.ofSeconds(client.integer("requestTimeoutSeconds", 30, 0)),
                Duration.ofSeconds(client.integer("totalTimeoutSeconds", 7200, 0)),
                client.integer("batchSize", 1000, 1),
                client.pipeline("inputPipeline"),
                client.object("extraOptions").optionalId("continues"));
    }
}
