package io.dyff.bench.live;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.local.client.ApiClient;
import io.dyff.local.client.ApiClient.Answer;
import io.dyff.local.client.Deadline;
import io.dyff.local.instance.LocalException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Creates by clients who are answered at once, and who ask again when the API has written nothing for the moment, as the
 * released client does.
 */
final class PatientCreates {
    private static final Set<Integer> NOTHING_WRITTEN = Set.of(429, 503);

    private final AtomicInteger refused = new AtomicInteger();
    private final ApiClient api;
    private final Duration patience;

    /** @param patience for the answer to one create */
    PatientCreates(ApiClient api, Duration patience) {
        this.api = api;
        this.patience = patience;
    }

    /**
     * The first answer other than that.
     *
     * @throws LocalException when there is none in time
     */
    Answer post(String path, JsonNode body) throws InterruptedException {
        return new Deadline(patience)
                .await(
                        "an answer of POST " + path + " other than 429 and 503",
                        () -> Optional.of(api.postAndGoOn(path, body)).filter(this::isFinal));
    }

    private boolean isFinal(Answer answer) {
        boolean isFinal = !NOTHING_WRITTEN.contains(answer.status());
        if (!isFinal) {
            refused.incrementAndGet();
        }
        return isFinal;
    }

    /** How often a create was put off. */
    int refused() {
        return refused.get();
    }
}
