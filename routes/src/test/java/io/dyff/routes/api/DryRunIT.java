package io.dyff.routes.api;

import static io.dyff.routes.api.TestingRequests.dataset;
import static io.dyff.routes.api.TestingRequests.evaluation;
import static io.dyff.routes.api.TestingRequests.model;
import static io.dyff.routes.api.TestingRequests.service;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.api.TestingClient.Answer;
import io.dyff.routes.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Creates of which nothing is kept. */
@ApiTestingContext
class DryRunIT extends ApiTestBase {

    @Test
    void shouldCheckAllAndKeepNothing() {
        String service = create("inferenceservices", service("acme", create("models", model("acme"))));
        String dataset = create("datasets", dataset("acme"));
        int before = events().size();

        Answer made = client.post(token, "/v0/evaluations?dryRun=all", evaluation("acme", dataset, service));
        assertThat(made.status()).as(made.text()).isEqualTo(200);
        assertThat(made.header("Dyff-Dry-Run")).isEqualTo("all");
        assertThat(made.json().path("status").asText()).isEqualTo("Created");
        assertThat(made.json().at("/inferenceSession/inferenceService/id").asText())
                .isEqualTo(service);
        Answer read =
                client.get(token, "/v0/evaluations/" + made.json().path("id").asText());
        assertThat(read.status()).isEqualTo(404);

        Answer wrong = client.post(token, "/v0/evaluations?dryRun=all", evaluation("acme", "f".repeat(32), service));
        assertThat(wrong.status()).isEqualTo(404);
        assertThat(wrong.json().at("/errors/0/path").asText()).isEqualTo("/dataset");
        assertThat(events()).hasSize(before);
    }

    @Test
    void shouldTellHowManyRequestsItWouldBeWhenTheDatasetWasLookedAt() throws IOException {
        String service = create("inferenceservices", service("acme", create("models", model("acme"))));
        String dataset = create("datasets", dataset("acme"));
        ObjectNode request = evaluation("acme", dataset, service).put("replications", 3);
        assertThat(client.post(token, "/v0/evaluations?dryRun=all", request).header("Dyff-Work"))
                .isEmpty();
        Path found = TestingObjects.FOLDER.resolve("dyff/datasets/" + dataset + "/.dyff/dataset.json");
        Files.createDirectories(found.getParent());
        Files.writeString(found, "{\"rows\": 1022}");
        assertThat(client.post(token, "/v0/evaluations?dryRun=all", request).header("Dyff-Work"))
                .isEqualTo("rows=1022; requests=3066");
        assertThat(client.post(token, "/v0/evaluations", request).header("Dyff-Work"))
                .isEmpty();
    }

    @Test
    void shouldNeedTheGrantOfACreate() {
        assertThat(client.post(null, "/v0/models?dryRun=all", model("acme")).status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v0/models?dryRun=yes",
                "/v0/models?dryRun=",
                "/v0/accounts?dryRun=all",
                "/v0/inferencesessions?dryRun=all",
                "/v0/pipelines/0123456789abcdef0123456789abcdef/runs?dryRun=all"
            })
    void shouldDoNothingWhereItIsNotOffered(String path) {
        int before = events().size();
        ObjectNode request = path.startsWith("/v0/models") ? model("acme") : Json.object();
        Answer refused = client.post(token, path, request);
        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.detail()).startsWith("dryRun: ").endsWith("nothing was done");
        assertThat(events()).hasSize(before);
    }
}
