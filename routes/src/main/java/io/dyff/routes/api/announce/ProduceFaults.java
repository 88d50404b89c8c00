package io.dyff.routes.api.announce;

import io.dyff.routes.http.problem.Problem;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers to events that were not acknowledged. What failed before the record left this process is a 503, and may be sent
 * again. What failed later may be written: clients repeat a 503 but not a 500, so it is a 500 with the id to look for.
 */
public final class ProduceFaults {
    private static final Logger LOG = LoggerFactory.getLogger(ProduceFaults.class);

    private ProduceFaults() {}

    /** Empty when the fault has nothing to do with the broker. */
    public static Optional<Problem> problem(Throwable fault, @Nullable String id) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof RecordTooLargeException) {
                return Optional.of(Problem.of(413, "the entity is too large to be stored"));
            }
            if (cause instanceof KafkaException || cause instanceof CancellationException) {
                LOG.warn("event of {} not acknowledged: {}", id, cause.toString());
                return Optional.of(
                        neverSent(cause)
                                ? Problem.retryLater(503, "the broker does not answer; nothing was written", 2)
                                : Problem.of(
                                                500,
                                                "the broker has not confirmed the write of " + id
                                                        + "; ask for it before you try again")
                                        .about(id));
            }
        }
        return Optional.empty();
    }

    private static boolean neverSent(Throwable cause) {
        // The client has one class for both; only this one comes from the time before sending.
        boolean noMetadata = cause instanceof TimeoutException
                && String.valueOf(cause.getMessage()).contains("not present in metadata");
        return noMetadata || cause instanceof BufferExhaustedException;
    }
}
