package io.dyff.routes.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.api.TestingClient.Answer;
import io.dyff.routes.entity.EntityIds;
import io.dyff.routes.event.EventType;
import io.dyff.routes.event.WorkflowEvent;
import io.dyff.routes.http.security.Grant;
import io.dyff.routes.http.security.Role;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.kind.operation.Operations;
import io.dyff.routes.orchestrate.Contract;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What the rules of a challenge hide from whom: organiser, takers-part, and those who only look on. */
@ApiTestingContext
class AudienceIT extends ApiTestBase {
    @Autowired
    Operations operations;

    @Autowired
    Kinds kinds;

    private TestingContract contract;
    private String organiser;
    private String onlooker;
    private String challenge;

    @BeforeEach
    void challenge() {
        String root = client.token("acme", Role.Admin);
        contract = new TestingContract(operations, kinds, client, space, root, "acme", TestingClient.id(root));
        organiser = client.token("acme", Role.Owner);
        onlooker = reader("onlooker");
        challenge = create("challenges", TestingRequests.named("acme"));
    }

    @Test
    void shouldLeaveOutTheTasksThatTheRoleOfTheCallerDoesNotReach() {
        String open = task("public");
        String taking = task("submitter");
        String judging = task("reviewer");
        String hidden = task("hidden");
        String taker = reader("taker");
        assertThat(tasks(taker)).containsExactlyInAnyOrder(open);
        String team = team("taker");
        assertThat(tasks(organiser)).containsExactlyInAnyOrder(open, taking, judging);
        assertThat(tasks(taker)).containsExactlyInAnyOrder(open, taking);
        assertThat(tasks(onlooker)).containsExactlyInAnyOrder(open);

        JsonNode listed = client.get(onlooker, "/v0/challenges?id=" + challenge).json();
        assertThat(listed.at("/0/tasks").fieldNames()).toIterable().containsExactly(open);
        try (TestingEvents stream = TestingEvents.open(port, onlooker, "/v0/challenges/" + challenge, null)) {
            assertThat(stream.next().data().path("tasks").fieldNames())
                    .toIterable()
                    .containsExactly(open);
        }
        client.post(organiser, "/v0/challenges/" + challenge + "/teams/" + team + "/deny", null);
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(tasks(taker)).containsExactlyInAnyOrder(open));
        Answer edit = client.patch(
                organiser, "/v0/challenges/" + challenge + "/tasks/" + hidden + "/rules", rules("view", "public"));
        assertThat(edit.status()).as(edit.text()).isEqualTo(200);
        assertThat(tasks(onlooker)).containsExactlyInAnyOrder(open, hidden);
    }

    @Test
    void shouldNotTakeOneRolesAnswerForAnothersWhenItIsCached() {
        task("submitter");
        String taker = reader("taker2");
        String path = "/v0/challenges/" + challenge;
        String before = client.get(taker, path).header("ETag");
        assertThat(known(taker, path, before)).isEqualTo(304);
        team("taker2");
        assertThat(known(taker, path, before)).isEqualTo(200);
        assertThat(known(taker, path, client.get(taker, path).header("ETag"))).isEqualTo(304);
    }

    @Test
    void shouldTakeSubmissionsOnlyOfThoseWhoseRoleReachesTheTask() {
        String judging = task("reviewer");
        String taker = reader("taker3");
        String team = team("taker3");
        client.post(organiser, "/v0/challenges/" + challenge + "/teams/" + team + "/approve", null);
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> client.get(taker, "/v0/teams/" + team)
                        .json()
                        .path("status")
                        .asText()
                        .equals("Active"));
        assertThat(submit(taker, "taker3", judging, team).status()).isEqualTo(403);
        assertThat(submit(taker, "taker3", task("hidden"), team).status()).isEqualTo(403);
        Answer open = submit(taker, "taker3", task("public"), team);
        assertThat(open.status()).as(open.text()).isNotEqualTo(403);
    }

    @Test
    void shouldShowTeamsByTheMostOpenRuleAndKeepPagesFull() {
        List<String> teams = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            teams.add(team("team" + i));
        }
        String path = "/v0/challenges/" + challenge + "/teams";
        String own = reader("team1");
        assertThat(ids(client.get(onlooker, path))).isEmpty();
        assertThat(client.get(onlooker, "/v0/teams/" + teams.get(0)).status()).isEqualTo(404);
        assertThat(client.get(onlooker, "/v0/teams/" + teams.get(0) + "/documentation")
                        .status())
                .isEqualTo(404);
        assertThat(ids(client.get(own, path))).containsExactly(teams.get(1));

        visibility("teams", Map.of(teams.get(0), "public", teams.get(3), "public"));
        assertThat(ids(client.get(onlooker, path))).containsExactlyInAnyOrder(teams.get(0), teams.get(3));
        assertThat(client.get(onlooker, "/v0/teams/" + teams.get(0)).status()).isEqualTo(200);
        assertThat(paged(onlooker, "/v0/teams?challenge=" + challenge))
                .containsExactlyInAnyOrder(teams.get(0), teams.get(3));
        try (TestingEvents stream = TestingEvents.open(port, onlooker, "/v0/teams?challenge=" + challenge, null)) {
            List<String> told = List.of(
                    stream.next().data().path("id").asText(),
                    stream.next().data().path("id").asText());
            assertThat(told).containsExactlyInAnyOrder(teams.get(0), teams.get(3));
            assertThat(stream.next().name()).as("only the id").isEmpty();
        }

        visibility("teams", Map.of("*", "submitter"));
        assertThat(ids(client.get(own, path))).containsExactlyInAnyOrderElementsOf(teams);
        assertThat(ids(client.get(onlooker, path))).containsExactlyInAnyOrder(teams.get(0), teams.get(3));
    }

    @Test
    void shouldTellNoChangeOfATeamThatRulesHide() {
        String hidden = team("quiet");
        String shown = team("loud");
        visibility("teams", Map.of(shown, "public"));
        try (TestingEvents stream = TestingEvents.open(port, onlooker, "/v0/teams?challenge=" + challenge, null)) {
            assertThat(stream.next().data().path("id").asText()).isEqualTo(shown);
            assertThat(stream.next().name()).as("only the id").isEmpty();
            label(reader("quiet"), hidden);
            label(reader("loud"), shown);
            TestingEvents.Event next = stream.next();
            while (next.name().isEmpty()) {
                next = stream.next();
            }
            assertThat(next.data().path("id").asText()).isEqualTo(shown);
        }
    }

    @Test
    void shouldHideASubmissionFromAllButItsTeam() {
        String challenged = contract.id("Challenge");
        String submission = contract.id("Submission");
        String path = "/v0/submissions/" + submission;
        challenge = challenged;
        assertThat(client.get(onlooker, path).status()).isEqualTo(200);
        visibility("submissions", Map.of("*", "hidden"));
        assertThat(client.get(onlooker, path).status()).isEqualTo(404);
        assertThat(client.get(organiser, path).status()).isEqualTo(200);
        String run = client.get(organiser, path).json().path("pipelineRun").asText();
        assertThat(client.get(onlooker, "/v0/submissions").text()).doesNotContain(submission);
        assertThat(client.get(onlooker, "/v0/pipelines/runs/" + run).status()).isEqualTo(404);
        visibility("submissions", Map.of(submission, "public"));
        assertThat(client.get(onlooker, path).status()).isEqualTo(200);
    }

    @Test
    void shouldShowScoresOfASubmissionByTheMostOpenRule() throws IOException {
        String submission = contract.id("Submission");
        challenge = contract.id("Challenge");
        String task = contract.id("ChallengeTask");
        ObjectNode analysis = Contract.entity("SafetyCase");
        String id = EntityIds.random();
        analysis.put("id", id)
                .put("account", "acme")
                .put("status", "Created")
                .put("creationTime", Instant.now().toString())
                .remove("lastTransitionTime");
        analysis.putObject("labels").put("dyff.io/submission", submission);
        String method = analysis.at("/method/id").asText();
        scores(id, method, "mean", "spread");
        space.produce(WorkflowEvent.of(id, EventType.CREATED, "/test", analysis));
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> client.get(organiser, "/v0/safetycases/" + id).status() == 200);
        status(id, "Admitted");
        status(id, "Complete");
        String taker = analyst("taker4");
        String looking = analyst("onlooker");
        assertThat(names(looking, id)).isEmpty();
        assertThat(names(taker, id)).isEmpty();
        team("taker4");
        assertThat(names(taker, id)).containsExactlyInAnyOrder("mean", "spread");
        assertThat(names(organiser, id)).containsExactlyInAnyOrder("mean", "spread");

        rule(task, "{'*':{'mean':'public'},'" + method + "':{'*':'reviewer'}}");
        assertThat(names(looking, id)).containsExactly("mean");
        assertThat(names(taker, id)).containsExactly("mean");
        assertThat(names(organiser, id)).containsExactlyInAnyOrder("mean", "spread");
        rule(task, "{'" + method + "':{'spread':'submitter'}}");
        assertThat(names(looking, id)).containsExactly("mean");
        assertThat(names(taker, id)).containsExactlyInAnyOrder("mean", "spread");
    }

    private static void scores(String analysis, String method, String... names) throws IOException {
        ObjectNode file = Json.object();
        for (String name : names) {
            ObjectNode score = file.withArray("/scores").addObject();
            score.put("name", name)
                    .put("title", name)
                    .put("summary", "s")
                    .put("analysis", analysis)
                    .put("quantity", 1)
                    .put("quantityString", "1")
                    .put("text", "t");
            score.putObject("metadata").putObject("refs").put("method", method);
        }
        Path stored = TestingObjects.FOLDER.resolve("dyff/safetycases/" + analysis + "/.dyff/scores.json");
        Files.createDirectories(stored.getParent());
        Files.write(stored, Json.bytes(file));
    }

    private void rule(String task, String scores) throws IOException {
        ObjectNode patch = Json.object();
        patch.putObject("rules")
                .putObject("visibility")
                .set("scores", Json.parse(scores.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
        Answer answer = client.patch(organiser, "/v0/challenges/" + challenge + "/tasks/" + task + "/rules", patch);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    /** Names of the scores that somebody is shown, which are the same in both answers. */
    private List<String> names(String with, String analysis) {
        JsonNode one =
                client.get(with, "/v0/safetycases/" + analysis + "/scores").json();
        assertThat(client.get(with, "/v0/safetycases/scores?analysis=" + analysis)
                        .json())
                .isEqualTo(one);
        return one.valueStream().map(score -> score.path("name").asText()).toList();
    }

    /** All on its own account; reads analyses of others, but none of their files. */
    private String analyst(String account) {
        return client.token(
                account,
                List.of(
                        new Grant(Set.of("*"), Set.of("*"), Set.of(account), Set.of()),
                        new Grant(Set.of("safetycases"), Set.of("get", "query"), Set.of("*"), Set.of()),
                        new Grant(Set.of("challenges"), Set.of("get"), Set.of("*"), Set.of())));
    }

    /** All on its own account; of others it reads what is of a challenge. */
    private String reader(String account) {
        Set<String> resources = Set.of("challenges", "teams", "submissions");
        return client.token(
                account,
                List.of(
                        new Grant(Set.of("*"), Set.of("*"), Set.of(account), Set.of()),
                        new Grant(resources, Set.of("get", "query"), Set.of("*"), Set.of())));
    }

    private String task(String view) {
        ObjectNode task = (ObjectNode)
                contract.call(operations.get("challenges_createTask")).body().deepCopy();
        task.put("challenge", challenge).withObject("/rules/visibility").put("view", view);
        return made(organiser, "/v0/challenges/" + challenge + "/tasks", task);
    }

    private String team(String account) {
        ObjectNode team = (ObjectNode)
                contract.call(operations.get("challenges_createTeam")).body().deepCopy();
        return made(reader(account), "/v0/challenges/" + challenge + "/teams", team.put("account", account));
    }

    private Answer submit(String with, String account, String task, String team) {
        ObjectNode service = TestingRequests.service(account, "");
        service.remove("model");
        ObjectNode request = TestingRequests.named(account).put("team", team);
        request.putObject("submission")
                .put("kind", "InferenceService")
                .put("id", made(with, "/v0/inferenceservices", service));
        return client.post(with, "/v0/challenges/" + challenge + "/tasks/" + task + "/submissions", request);
    }

    private void visibility(String map, Map<String, String> words) {
        ObjectNode patch = Json.object();
        ObjectNode rules = patch.putObject("rules").putObject("visibility").putObject(map);
        words.forEach(rules::put);
        Answer answer = client.patch(organiser, "/v0/challenges/" + challenge + "/rules", patch);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private static ObjectNode rules(String rule, String word) {
        ObjectNode patch = Json.object();
        patch.putObject("rules").putObject("visibility").put(rule, word);
        return patch;
    }

    private void label(String with, String team) {
        ObjectNode labels = Json.object();
        labels.putObject("labels").put("a", EntityIds.random());
        assertThat(client.patch(with, "/v0/teams/" + team + "/labels", labels).status())
                .isEqualTo(200);
    }

    private List<String> tasks(String with) {
        Answer answer = client.get(with, "/v0/challenges/" + challenge);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        List<String> names = new ArrayList<>();
        answer.json().path("tasks").fieldNames().forEachRemaining(names::add);
        return names;
    }

    private int known(String with, String path, String tag) {
        return client.send(with, "GET", path, null, Map.of("If-None-Match", tag))
                .status();
    }

    private List<String> paged(String with, String path) {
        List<String> found = new ArrayList<>();
        String first = path + "&limit=1&orderBy=id&order=ascending";
        String next = first;
        while (true) {
            Answer page = client.get(with, next);
            List<String> ids = ids(page);
            if (ids.isEmpty()) {
                return found;
            }
            assertThat(ids).hasSize(1);
            found.addAll(ids);
            String after = "[\"" + ids.getFirst() + "\",\"" + ids.getFirst() + "\"]";
            next = first + "&after=" + URLEncoder.encode(after, StandardCharsets.UTF_8);
        }
    }

    private static List<String> ids(Answer answer) {
        List<String> ids = new ArrayList<>();
        answer.json().forEach(entity -> ids.add(entity.path("id").asText()));
        return ids;
    }

    private String made(@Nullable String with, String path, ObjectNode request) {
        Answer answer = client.post(with, path, request);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().path("id").asText();
    }
}
