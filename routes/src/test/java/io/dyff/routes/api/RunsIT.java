package io.dyff.routes.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.api.TestingClient.Answer;
import io.dyff.routes.entity.EntityIds;
import io.dyff.routes.http.security.Grant;
import io.dyff.routes.http.security.Role;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.kind.operation.Operations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Runs of pipelines and submissions to tasks, as far as the api makes them. */
@ApiTestingContext
class RunsIT extends ApiTestBase {
    private static final int AT_ONCE = 4;

    @Autowired
    Operations operations;

    @Autowired
    Kinds kinds;

    private TestingContract contract;

    @BeforeEach
    void contract() {
        token = client.token("acme", Role.Admin);
        contract = new TestingContract(operations, kinds, client, space, token, "acme", TestingClient.id(token));
    }

    @Test
    void shouldListEveryNodeFromTheStartAndRefuseWithTheNodesField() {
        JsonNode run = sent("pipelines_run").json();
        String node = run.at("/workflows/evaluation/id").asText();
        Answer status = client.get(token, "/v0/pipelines/runs/" + run.path("id").asText() + "/status");
        assertThat(status.json().at("/nodes/evaluation/status").asText()).isEqualTo("Created");
        assertThat(run.at("/workflows/evaluation/kind").asText()).isEqualTo("Evaluation");
        JsonNode evaluation = client.get(token, "/v0/evaluations/" + node).json();
        assertThat(evaluation.path("replications").asInt()).isEqualTo(2);
        assertThat(evaluation.at("/inferenceSession/inferenceService/id").asText())
                .isEqualTo(contract.id("InferenceService"));

        ObjectNode unknown =
                (ObjectNode) contract.call(operations.get("pipelines_run")).body();
        unknown.withObject("/arguments").put("submission", EntityIds.random());
        Answer refused = contract.send(token, contract.call(operations.get("pipelines_run")), unknown);
        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.json().at("/errors/0/path").asText())
                .isEqualTo("/nodes/evaluation/request/inferenceSession/inferenceService");
    }

    @Test
    void shouldMakeNoRunOfWhatTheCallerCouldNotMake() {
        Set<String> others = new HashSet<>(Set.of("pipelineruns", "pipelines", "datasets", "inferenceservices"));
        String narrow = client.token("acme", List.of(new Grant(others, Set.of("*"), Set.of("acme"), Set.of())));
        TestingContract.Call call = contract.call(operations.get("pipelines_run"));
        int before = events().size();
        Answer refused = contract.send(narrow, call);
        assertThat(refused.status()).as(refused.text()).isEqualTo(403);
        assertThat(refused.detail()).contains("evaluations");
        assertThat(events()).hasSize(before);
    }

    @Test
    void shouldEndASubmissionOverTheLimitWithItsRunAndNodes() {
        JsonNode first = sent("challenges_submit").json();
        JsonNode second = sent("challenges_submit").json();
        assertThat(ended("submissions", second.path("id").asText())).isEqualTo("Error RateLimitExceeded");
        String run = second.path("pipelineRun").asText();
        Awaitility.await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
            JsonNode status =
                    client.get(token, "/v0/pipelines/runs/" + run + "/status").json();
            assertThat(status.path("status").asText()).isEqualTo("Error");
            assertThat(status.at("/nodes/evaluation/status").asText()).isEqualTo("Error");
        });
        assertThat(client.get(token, "/v0/submissions/" + first.path("id").asText())
                        .json()
                        .path("status")
                        .asText())
                .isEqualTo("Created");
    }

    @Test
    void shouldTakeOneOfTheSubmissionsThatComeAtOnce() throws Exception {
        String eager = approved("eager");
        contract.id("ChallengeTask");
        Callable<JsonNode> submit = () -> submitted("eager", eager);
        List<JsonNode> made = new ArrayList<>();
        try (ExecutorService users = Executors.newFixedThreadPool(AT_ONCE)) {
            for (Future<JsonNode> one : users.invokeAll(Collections.nCopies(AT_ONCE, submit))) {
                made.add(one.get());
            }
        }
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(made.stream().map(this::status))
                        .containsOnlyOnce("Created")
                        .filteredOn("Error"::equals)
                        .hasSize(AT_ONCE - 1));
    }

    private String status(JsonNode submission) {
        return client.get(token, "/v0/submissions/" + submission.path("id").asText())
                .json()
                .path("status")
                .asText();
    }

    @Test
    void shouldRunOnlyTheStepsThatTheEarlierRunHas() {
        TestingContract.Call call = contract.call(operations.get("submissions_resubmit"));
        ObjectNode body = (ObjectNode) call.body();
        body.putArray("steps").add("evaluations");
        Answer refused = contract.send(token, call, body);
        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.json().at("/errors/0/path").asText()).isEqualTo("/steps");
    }

    @Test
    void shouldStopTheRunAndItsNodesWithTheSubmission() {
        String id = contract.id("Submission");
        JsonNode submission = client.get(token, "/v0/submissions/" + id).json();
        Answer ended = client.post(token, "/v0/submissions/" + id + "/terminate", null);
        assertThat(ended.json().path("status").asText()).isEqualTo("Terminated");
        String run = submission.path("pipelineRun").asText();
        Awaitility.await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
            JsonNode status =
                    client.get(token, "/v0/pipelines/runs/" + run + "/status").json();
            assertThat(status.path("status").asText()).isEqualTo("Terminated");
            assertThat(status.at("/nodes/evaluation/status").asText()).isEqualTo("Terminated");
        });
    }

    @Test
    void shouldRunNobodyElsesDataThroughAChallenge() {
        // A challenge of one account, whose task names a pipeline of another over data of that other.
        String organiser = client.token(
                "organiser",
                List.of(
                        new Grant(Set.of("*"), Set.of("*"), Set.of("organiser"), Set.of()),
                        new Grant(Set.of("pipelines"), Set.of("get"), Set.of("acme"), Set.of())));
        String challenge = made(organiser, "/v0/challenges", TestingRequests.named("organiser"));
        ObjectNode task = (ObjectNode)
                contract.call(operations.get("challenges_createTask")).body();
        String tasks = "/v0/challenges/" + challenge + "/tasks";
        String id = made(organiser, tasks, task.put("account", "organiser").put("challenge", challenge));
        ObjectNode team = (ObjectNode)
                contract.call(operations.get("challenges_createTeam")).body();
        String teams = "/v0/challenges/" + challenge + "/teams";
        String teamId = made(organiser, teams, team.put("account", "organiser"));
        client.post(organiser, teams + "/" + teamId + "/approve", null);
        ObjectNode service = TestingRequests.service("organiser", "");
        service.remove("model");
        ObjectNode submission = TestingRequests.named("organiser").put("team", teamId);
        submission
                .putObject("submission")
                .put("kind", "InferenceService")
                .put("id", made(organiser, "/v0/inferenceservices", service));
        Answer refused = client.post(organiser, tasks + "/" + id + "/submissions", submission);
        assertThat(refused.status()).as(refused.text()).isEqualTo(404);
        assertThat(refused.json().at("/errors/0/path").asText()).isEqualTo("/nodes/evaluation/request/dataset");
    }

    @Test
    void shouldGiveTheRunOfASubmissionToTheOrganiserAndItsStatusToTheSubmitter() {
        JsonNode submission = submitted("guest");
        String run = "/v0/pipelines/runs/" + submission.path("pipelineRun").asText();
        String guest = guest("guest");
        Answer seen = client.get(guest, run);
        assertThat(seen.status()).as(seen.text()).isEqualTo(200);
        assertThat(seen.json().path("account").asText()).isEqualTo("acme");
        assertThat(client.get(guest, run + "/status")
                        .json()
                        .at("/nodes/evaluation/status")
                        .asText())
                .isEqualTo("Created");
        assertThat(client.get(guest, run + "/workflows").status()).isEqualTo(404);
        String node =
                "/v0/evaluations/" + seen.json().at("/workflows/evaluation/id").asText();
        assertThat(client.get(guest, node).status()).isEqualTo(404);
        assertThat(client.get(token, node).json().path("account").asText()).isEqualTo("acme");
        assertThat(client.get(token, node).json().at("/labels/dyff.io~1submission"))
                .isEqualTo(submission.path("id"));
        assertThat(client.get(guest("other"), run).status()).isEqualTo(404);
        assertThat(client.get(guest("other"), run + "/status").status()).isEqualTo(404);
    }

    @Test
    void shouldLimitNoSubmissionsOfAnExemptAccount() {
        String exempt = approved("exempt");
        submitted("exempt", exempt);
        JsonNode second = submitted("exempt", exempt);
        Awaitility.await()
                .during(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(status(second)).isEqualTo("Created"));
    }

    @Test
    void shouldAskForApprovalOfATeamUnlessTheOrganiserTakesAny() {
        String waiting = "/v0/teams/" + team("acme");
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> client.get(token, waiting).status() == 200);
        assertThat(client.get(token, waiting).json().path("status").asText()).isEqualTo("WaitingForApproval");
        String welcome = "/v0/teams/" + team("open");
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> client.get(token, welcome)
                        .json()
                        .path("status")
                        .asText()
                        .equals("Active"));
    }

    @Test
    void shouldAnswerATaskAsItStandsInItsChallenge() {
        JsonNode task = sent("challenges_createTask").json();
        String challenge = "/v0/challenges/" + contract.id("Challenge");
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(client.get(token, challenge)
                                .json()
                                .path("tasks")
                                .path(task.path("id").asText()))
                        .isEqualTo(task));
        // Clients of 0.23 refuse the newer fields, which hold their defaults.
        assertThat(task.at("/rules/visibility").has("view")).isFalse();
    }

    /** The id of a team that an organiser has just made for itself. */
    private String team(String organiser) {
        String owner = client.token(organiser, Role.Owner);
        String challenge = made(owner, "/v0/challenges", TestingRequests.named(organiser));
        ObjectNode request = (ObjectNode)
                contract.call(operations.get("challenges_createTeam")).body();
        return made(owner, "/v0/challenges/" + challenge + "/teams", request.put("account", organiser));
    }

    /** What a team of that account submits to the organiser's task. */
    private JsonNode submitted(String account) {
        return submitted(account, approved(account));
    }

    /** The id of a team of that account that the organiser has let in. */
    private String approved(String account) {
        String teams = "/v0/challenges/" + contract.id("Challenge") + "/teams";
        ObjectNode request = (ObjectNode)
                contract.call(operations.get("challenges_createTeam")).body();
        String team = made(guest(account), teams, request.put("account", account));
        client.post(token, teams + "/" + team + "/approve", null);
        ended("teams", team, "WaitingForApproval");
        return team;
    }

    private JsonNode submitted(String account, String team) {
        ObjectNode service = TestingRequests.service(account, "");
        service.remove("model");
        ObjectNode request = TestingRequests.named(account).put("team", team);
        request.putObject("submission")
                .put("kind", "InferenceService")
                .put("id", made(guest(account), "/v0/inferenceservices", service));
        Answer answer = client.post(
                guest(account),
                "/v0/challenges/" + contract.id("Challenge") + "/tasks/" + contract.id("ChallengeTask")
                        + "/submissions",
                request);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private String guest(String account) {
        return client.token(
                account,
                List.of(
                        new Grant(Set.of("*"), Set.of("*"), Set.of(account), Set.of()),
                        new Grant(Set.of("challenges"), Set.of("get"), Set.of("acme"), Set.of())));
    }

    private String made(String with, String path, ObjectNode request) {
        Answer answer = client.post(with, path, request);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().path("id").asText();
    }

    @Test
    void shouldTakeAPrivilegedContextOnlyFromAnAdministrator() {
        TestingContract.Call call = contract.call(operations.get("challenges_submit"));
        ObjectNode body = (ObjectNode) call.body();
        body.putObject("securityContext");
        String owner = client.token("acme", Role.Owner);
        assertThat(contract.send(owner, call, body).status()).isEqualTo(403);
        body.withObject("/securityContext").put("trusted", false);
        assertThat(contract.send(owner, call, body).status()).isEqualTo(200);
    }

    @Test
    void shouldResolveATagOfAFamilyOnlyForThoseWhoSeeIt() {
        Answer members = contract.send(token, contract.call(operations.get("families_editMembers")));
        assertThat(members.status()).as(members.text()).isEqualTo(200);
        String alias = contract.id("Family") + "@latest";
        TestingContract.Call call = contract.call(operations.get("safetycases_create"));
        ObjectNode body = (ObjectNode) call.body();
        ((ObjectNode) body.at("/inputs/0")).put("entity", alias);
        Answer made = contract.send(token, call, body);
        assertThat(made.status()).as(made.text()).isEqualTo(200);
        assertThat(made.json().at("/inputs/0/entity").asText()).isEqualTo(contract.id("Dataset"));

        Set<String> without = Set.of("safetycases", "methods", "datasets", "inferenceservices");
        String blind = client.token("acme", List.of(new Grant(without, Set.of("*"), Set.of("acme"), Set.of())));
        assertThat(contract.send(blind, call, body).status()).isEqualTo(404);
    }

    private Answer sent(String operation) {
        Answer answer = contract.send(token, contract.call(operations.get(operation)));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer;
    }

    private String ended(String resource, String id) {
        return ended(resource, id, "Created");
    }

    private String ended(String resource, String id, String before) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> !client.get(token, "/v0/" + resource + "/" + id)
                        .json()
                        .path("status")
                        .asText()
                        .equals(before));
        JsonNode entity = client.get(token, "/v0/" + resource + "/" + id).json();
        return entity.path("status").asText() + " " + entity.path("reason").asText();
    }
}
