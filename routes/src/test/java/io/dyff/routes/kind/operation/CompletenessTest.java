package io.dyff.routes.kind.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.entity.TestingVectors;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rows against the contract's own list of operations. */
class CompletenessTest {
    /** The contract's words for answers that have a shorter name here. */
    private static final Map<String, Set<String>> ANSWERS = Map.of(
            "null", Set.of("none"),
            "null or Status", Set.of("none"),
            "string or {token: string}", Set.of("string"),
            "empty or {ready: boolean}", Set.of("Readiness"),
            "any JSON", Set.of("any"),
            "map<string,entity>", Set.of("map<string,any>"),
            "WorkflowLogEntry per text message", Set.of("WorkflowLogEntry"));

    /** Parameters of the contract whose field the kind does not have. */
    private static final Map<String, Set<String>> WITHOUT_FIELD = Map.of("inferencesessions_query", Set.of("name"));

    /** What users have here beside the contract. */
    private static final Set<String> BESIDE = Set.of(
            "evaluations_progress",
            "evaluations_attestation",
            "measurements_attestation",
            "reports_attestation",
            "safetycases_attestation");

    private static final Operations OPERATIONS = Operations.standard();
    private static final List<JsonNode> CONTRACT =
            TestingVectors.cases("requests.json", "/operations").toList();

    @Test
    void shouldHaveARowForEachOperationOfTheContractAndNoOther() {
        assertThat(CONTRACT).hasSize(227);
        List<String> resources = OPERATIONS.ofFunction("get").stream()
                .filter(operation -> operation.kind() != null)
                .filter(operation -> operation
                        .path()
                        .toString()
                        .equals("/" + operation.path().root() + "/{id}"))
                .map(operation -> operation.path().root())
                .toList();
        assertThat(resources).hasSizeGreaterThan(15);
        List<String> everywhere = Stream.concat(
                        resources.stream().map(resource -> resource + "_history"),
                        resources.stream()
                                .filter(resource ->
                                        OPERATIONS.find(resource + "_delete").isPresent())
                                .filter(resource -> !resource.equals("quotas"))
                                .map(resource -> resource + "_forget"))
                .toList();
        assertThat(OPERATIONS.all())
                .extracting(Operation::id)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(CONTRACT.stream().map(CompletenessTest::id), BESIDE.stream(), everywhere.stream())
                                .flatMap(ids -> ids)
                                .toList());
        assertThat(OPERATIONS.served()).hasSize(227 + BESIDE.size() + everywhere.size());
    }

    @Test
    void shouldSayWhatTheContractSaysOfEachOperation() {
        assertSoftly(softly -> CONTRACT.forEach(contract -> {
            Operation row = OPERATIONS.get(id(contract));
            softly.assertThat(row.method())
                    .as(row.id())
                    .isEqualTo(contract.path("method").asText());
            softly.assertThat(path(row)).as(row.id()).isEqualTo(path(contract));
            softly.assertThat(row.body())
                    .as(row.id())
                    .isEqualTo(contract.path("body").textValue());
            softly.assertThat(new TreeSet<>(row.parameters())).as(row.id()).isEqualTo(parameters(contract));
            String answer = contract.path("answer").asText();
            softly.assertThat(ANSWERS.getOrDefault(answer, Set.of(answer)))
                    .as(row.id())
                    .contains(text(row.answer()));
        }));
    }

    @Test
    void shouldExpressWhatIsMoreThanAnEntityOfItsResource() {
        Operation team = OPERATIONS.get("challenges_createTeam");
        assertThat(team.requiredKind()).isEqualTo("Team");
        assertThat(team.requiredGrant().resource()).isEqualTo("teams");
        assertThat(team.path().root()).isEqualTo("challenges");
        assertThat(OPERATIONS.get("pipelines_runStatus").path().match("/pipelines/runs/r1/status"))
                .contains(Map.of("runId", "r1"));
        assertThat(OPERATIONS.get("challenges_approveTeam").path().match("/challenges/c/teams/t/approve"))
                .contains(Map.of("id", "c", "teamId", "t"));
        assertThat(OPERATIONS.get("reports_queryScores").answer())
                .isEqualTo(new Answer(List.of(Answer.Around.array), "Score"));
        assertThat(OPERATIONS.get("accounts_createToken").answer()).isEqualTo(new Answer(List.of(), Answer.STRING));
    }

    private static String id(JsonNode contract) {
        return contract.path("operationId").asText();
    }

    private static String path(Operation row) {
        return (row.base().isEmpty() ? "(root)" : "")
                + row.path().head()
                + row.path().tail().map(name -> "/{tail}").orElse("");
    }

    private static String path(JsonNode contract) {
        return contract.path("path").asText().replaceAll("\\{[A-Za-z]+\\.\\.\\.}", "{tail}");
    }

    private static Set<String> parameters(JsonNode contract) {
        Set<String> names = new TreeSet<>();
        contract.path("query").forEach(name -> names.add(name.asText()));
        names.removeAll(WITHOUT_FIELD.getOrDefault(id(contract), Set.of()));
        return names;
    }

    private static String text(Answer answer) {
        String text = answer.name();
        for (Answer.Around around : answer.around().reversed()) {
            text = around == Answer.Around.array ? "array<" + text + ">" : "map<string," + text + ">";
        }
        return text;
    }
}
