package io.dyff.routes.api;

import static io.dyff.routes.api.TestingRequests.dataset;
import static io.dyff.routes.api.TestingRequests.evaluation;
import static io.dyff.routes.api.TestingRequests.model;
import static io.dyff.routes.api.TestingRequests.service;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.api.TestingClient.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Evaluations that go on where an earlier one ended. */
@ApiTestingContext
class ContinuesIT extends ApiTestBase {
    private String service = "";
    private String dataset = "";
    private String earlier = "";

    @BeforeEach
    void evaluate() {
        service = create("inferenceservices", service("acme", create("models", model("acme"))));
        dataset = create("datasets", dataset("acme"));
        earlier = create("evaluations", request());
        status(earlier, "Admitted");
    }

    private ObjectNode request() {
        return evaluation("acme", dataset, service);
    }

    private static JsonNode refused(Answer answer, int status) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        return answer.json();
    }

    private Answer continued(ObjectNode request) {
        return client.post(token, "/v0/evaluations?continues=" + earlier, request);
    }

    @Test
    void shouldTakeOneThatFailedOrWasGood() {
        status(earlier, "Failed");
        Answer made = continued(request());
        assertThat(made.status()).as(made.text()).isEqualTo(200);
        assertThat(made.json().at("/client/extraOptions/continues").asText()).isEqualTo(earlier);

        ObjectNode inBody = request();
        inBody.putObject("client").putObject("extraOptions").put("continues", earlier);
        assertThat(client.post(token, "/v0/evaluations", inBody)
                        .json()
                        .at("/client/extraOptions/continues")
                        .asText())
                .isEqualTo(earlier);
        assertThat(continued(inBody).status()).isEqualTo(200);
    }

    @Test
    void shouldNotTakeOneThatRuns() {
        assertThat(refused(continued(request()), 409).path("detail").asText())
                .isEqualTo("referenced Evaluation " + earlier + " is Admitted; it must have ended");
    }

    @Test
    void shouldNameWhatIsNotTheSame() {
        status(earlier, "Failed");
        String other = create("datasets", dataset("acme"));
        assertThat(refused(continued(evaluation("acme", other, service)), 422)
                        .at("/errors/0/path")
                        .asText())
                .isEqualTo("/dataset");
        String otherService = create("inferenceservices", service("acme", create("models", model("acme"))));
        assertThat(refused(continued(evaluation("acme", dataset, otherService)), 422)
                        .at("/errors/0/path")
                        .asText())
                .isEqualTo("/inferenceSession/inferenceService/id");
        ObjectNode otherPipeline = request();
        otherPipeline.putObject("client").putArray("inputPipeline").addObject().put("kind", "FlattenHierarchy");
        assertThat(refused(continued(otherPipeline), 422).at("/errors/0/path").asText())
                .isEqualTo("/client/inputPipeline");
    }

    @Test
    void shouldRefuseWhatIsNoEvaluationOrSaysTwoThings() {
        assertThat(refused(client.post(token, "/v0/evaluations?continues=" + dataset, request()), 404)
                        .at("/errors/0/path")
                        .asText())
                .isEqualTo("/client/extraOptions/continues");
        ObjectNode other = request();
        other.putObject("client").putObject("extraOptions").put("continues", dataset);
        assertThat(refused(continued(other), 422).path("detail").asText())
                .isEqualTo("continues: says something else than /client/extraOptions/continues of the body");
    }
}
