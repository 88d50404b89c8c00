package io.dyff.bench.live;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.local.client.ApiClient;
import io.dyff.local.client.ApiClient.Answer;
import io.dyff.local.client.Deadline;
import io.dyff.local.instance.LocalException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Evaluations that are under way while the services which carry them change. */
final class Works {
    private final ApiClient api;
    private final PatientCreates creates;
    private final JsonNode request;
    private final List<String> started = new ArrayList<>();

    /** @param request that makes one */
    Works(ApiClient api, PatientCreates creates, JsonNode request) {
        this.api = api;
        this.creates = creates;
        this.request = request;
    }

    /** Starts one, and does not wait until it is visible: then others would be refused for its sake. */
    void start() throws InterruptedException {
        Answer answer = creates.post("/evaluations", request);
        started.add(ApiClient.accepted("POST /evaluations", answer).path("id").asText());
    }

    List<String> started() {
        return List.copyOf(started);
    }

    /** Waits for the end of all; answers those that have not come to a good one. */
    List<String> awaitComplete(Duration bound) throws InterruptedException {
        Deadline deadline = new Deadline(bound);
        List<String> others = new ArrayList<>();
        for (String id : started) {
            String status;
            try {
                status = deadline.await(
                        "the end of evaluation " + id,
                        () -> Optional.of(api.entity("evaluations", id)
                                        .path("status")
                                        .asText())
                                .filter(found -> List.of("Complete", "Failed", "Error", "Terminated", "Deleted")
                                        .contains(found)));
            } catch (LocalException e) {
                status = e.sentence();
            }
            if (!status.equals("Complete")) {
                others.add("evaluation " + id + ": " + status);
            }
        }
        return others;
    }
}
