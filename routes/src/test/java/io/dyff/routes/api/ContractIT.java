package io.dyff.routes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.api.TestingClient.Answer;
import io.dyff.routes.api.TestingContract.Call;
import io.dyff.routes.entity.EntityIds;
import io.dyff.routes.entity.Schemas;
import io.dyff.routes.http.problem.FieldError;
import io.dyff.routes.http.security.Role;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.kind.operation.Operation;
import io.dyff.routes.kind.operation.Operations;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Every served row of the contract: one accepted request whose answer fits its schema, and one that is refused. */
@ApiTestingContext
class ContractIT extends ApiTestBase {
    /** Functions that end an entity come last, for all others use it. */
    private static final List<String> ENDINGS = List.of("denyTeam", "finalize", "terminate", "delete", "forget");

    /** What cannot succeed here, and the answer that says why: no session runs, no program wrote a log or verified a result, this is no WebSocket. */
    private static final Map<String, Integer> ELSEWHERE =
            Map.of("ready", 503, "infer", 502, "logs", 404, "attestation", 404, "streamWorkflowLogs", 426);

    @Autowired
    Operations operations;

    @Autowired
    Kinds kinds;

    @Autowired
    Schemas schemas;

    @Test
    void shouldAnswerEveryOperationAsItsRowSays() {
        TestingContract contract = contract();
        assertSoftly(softly -> inOrder().forEach(operation -> {
            Call call = contract.call(operation);
            if (operation.function().equals("finalize")) {
                upload(contract, operation);
            }
            Answer answer = contract.send(token, call);
            Integer refused = ELSEWHERE.get(operation.function());
            if (refused != null) {
                softly.assertThat(answer.status())
                        .as(call + ": " + answer.text())
                        .isEqualTo(refused);
                return;
            }
            softly.assertThat(answer.status()).as(call + ": " + answer.text()).isEqualTo(200);
            softly.assertThat(answer.header("Content-Type")).as(call + "").startsWith("application/json");
            softly.assertThat(errors(operation, answer.json()))
                    .as(call + ": " + answer.text())
                    .isEmpty();
        }));
    }

    @Test
    void shouldRefuseABodyThatItsSchemaDoesNotKnowAndNameTheField() {
        TestingContract contract = contract();
        assertSoftly(softly -> operations.served().stream()
                .filter(operation -> operation.requestSchema().isPresent())
                .forEach(operation -> {
                    Call call = contract.call(operation);
                    ObjectNode body = call.body().deepCopy();
                    body.put("noSuchField", 1);
                    Answer answer = contract.send(token, call, body);
                    softly.assertThat(answer.status())
                            .as(call + ": " + answer.text())
                            .isEqualTo(422);
                    softly.assertThat(answer.json().at("/errors/0/path").asText())
                            .as(call + ": " + answer.text())
                            .isEqualTo("/noSuchField");
                    softly.assertThat(contract.send(token, call, Json.mapper().createArrayNode())
                                    .status())
                            .as(call + " with a list")
                            .isEqualTo(422);
                }));
    }

    /** What a request leaves out must be in the answer all the same, where the answer's schema asks for it. */
    @Test
    void shouldAnswerTheSmallestRequestsAsTheirRowsSay() {
        TestingContract contract = contract();
        assertSoftly(softly -> operations.served().stream()
                .filter(operation -> operation.requestSchema().isPresent())
                .filter(operation -> operation.function().startsWith("create"))
                .forEach(operation -> {
                    Call call = contract.call(operation);
                    Answer answer = contract.send(token, call, smallest(operation, call.body()));
                    softly.assertThat(answer.status())
                            .as(call + ": " + answer.text())
                            .isIn(200, 422);
                    if (answer.status() == 200) {
                        softly.assertThat(errors(operation, answer.json()))
                                .as(call + ": " + answer.text())
                                .isEmpty();
                    }
                }));
    }

    private JsonNode smallest(Operation operation, JsonNode body) {
        Set<String> required = new HashSet<>();
        schemas.text(operation.requestSchema().orElseThrow())
                .path("required")
                .forEach(name -> required.add(name.asText()));
        return ((ObjectNode) body.deepCopy()).retain(required);
    }

    @Test
    void shouldRefuseAQueryThatIsNone() {
        TestingContract contract = contract();
        assertSoftly(softly -> operations.served().stream()
                .filter(operation -> operation.parameters().contains("limit"))
                .forEach(operation -> {
                    Call call = contract.call(operation);
                    Answer answer = client.get(token, call.path() + "?limit=none");
                    softly.assertThat(answer.status())
                            .as(call + ": " + answer.text())
                            .isBetween(400, 422);
                    softly.assertThat(answer.detail()).as(call + "").contains("limit");
                }));
    }

    @Test
    void shouldHaveABodyForEveryRequest() {
        assertThat(operations.served().stream()
                        .flatMap(operation -> operation.requestSchema().stream())
                        .filter(schema -> !TestingContract.hasBody(schema)))
                .isEmpty();
    }

    private TestingContract contract() {
        // An account of its own: it is deleted with the rest.
        String account = "contract-" + EntityIds.random();
        String own = TestingClient.id(client.token(account, Role.Owner));
        token = client.token("root", Role.Admin);
        return new TestingContract(operations, kinds, client, space, token, account, own);
    }

    private List<Operation> inOrder() {
        List<Operation> all = new ArrayList<>(operations.served());
        all.removeIf(operation -> operation.grant() == null);
        all.sort(Comparator.comparingInt(operation -> ENDINGS.indexOf(operation.function())));
        return all;
    }

    private void upload(TestingContract contract, Operation finalize) {
        String resource = finalize.requiredGrant().resource();
        if (kinds.withImages(resource).isPresent()) {
            new TestingImages(
                            client,
                            token,
                            contract.id(kinds.ofResource(resource).name()))
                    .push();
            return;
        }
        Operation upload = operations.get(resource + "_upload");
        JsonNode url = contract.send(token, contract.call(upload)).json();
        Answer stored = client.raw(
                null, "PUT", url.path("url").asText(), BodyPublishers.ofByteArray(TestingRequests.CONTENT), Map.of());
        assertThat(stored.status()).as(stored.text()).isBetween(200, 204);
    }

    private List<FieldError> errors(Operation operation, JsonNode answer) {
        if (!operation.answer().isSchema()) {
            return List.of();
        }
        List<FieldError> errors = new ArrayList<>();
        collect(operation.answer().name(), answer, operation.answer().around().size(), errors);
        return errors;
    }

    private void collect(String schema, JsonNode answer, int depth, List<FieldError> errors) {
        if (depth == 0) {
            errors.addAll(schemas.validate(schema, answer));
            return;
        }
        assertThat(answer).isInstanceOfAny(ArrayNode.class, ObjectNode.class);
        answer.forEach(inner -> collect(schema, inner, depth - 1, errors));
    }
}
