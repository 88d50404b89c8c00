package io.dyff.routes.kind.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dyff.routes.kind.Kinds;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperationsTest {
    private static final Set<String> SCHEMAS = Set.of("Dataset", "Status", "LabelsEditRequest");
    private static final String GET =
            "{ id: datasets_get, method: GET, path: \"/datasets/{id}\", grant: get, answer: Dataset }";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        { id: a_b, method: GET, path: /a, grant: get, answer: Status, gramt: x } | row 2 (a_b): 'gramt' is no column
        { method: GET, path: /a, grant: get, answer: Status }                    | row 2 (unnamed): 'id' is missing
        { id: a_b, path: /a, grant: get, answer: Status }                        | row 2 (a_b): 'method' is missing
        { id: a_b, method: GET, grant: get, answer: Status }                     | row 2 (a_b): 'path' is missing
        { id: a_b, method: GET, path: /a, answer: Status }                       | row 2 (a_b): 'grant' is missing
        { id: a_b, method: GET, path: /a, grant: get }                           | row 2 (a_b): 'answer' is missing
        { id: a_b, method: FETCH, path: /a, grant: get, answer: Status }         | row 2 (a_b): 'FETCH' is no method
        { id: a_b, method: GET, path: a, grant: get, answer: Status }            | row 2 (a_b): 'a' is no path
        { id: a_b, method: GET, path: "/a/{x...}/b", grant: get, answer: none }  | row 2 (a_b): '/a/{x...}/b' is no path
        { id: a_b, method: GET, path: /a, grant: read, answer: Status }          | row 2 (a_b): no grant can name the function 'read'
        { id: a_b, method: GET, path: /a, grant: get, answer: nothing }          | row 2 (a_b): the answer 'nothing' is no schema
        { id: a_b, method: GET, path: /a, grant: get, answer: array<Model> }     | row 2 (a_b): there is no schema Model
        { id: a_b, method: GET, path: /a, grant: get, body: X, answer: none }    | row 2 (a_b): there is no schema X
        { id: a_b, method: GET, path: /a, grant: get, kind: Tree, answer: none } | row 2 (a_b): no resource is of the kind Tree
        { id: a_b, method: GET, path: /a, grant: query, answer: none }           | row 2 (a_b): the filters [name] of Dataset are no parameters
        { id: a_b, method: GET, path: /a, grant: query, parameters: [name, foo], answer: none } | row 2 (a_b): Dataset has no filter foo
        { id: a_b, method: GET, path: "/a/{x}", grant: get, answer: none, ids: { x: number } } | row 2 (a_b): Cannot deserialize value
        { id: a_b, method: GET, path: "/a/{x}", grant: get, answer: none, ids: { y: account } } | row 2 (a_b): the path has no parameter y
        { id: datasets_get, method: GET, path: /a, grant: get, answer: none }    | row 2 (datasets_get): another row has this id
        { id: a_b, method: GET, path: "/datasets/{x}", grant: get, answer: none } | row 2 (a_b): GET /datasets/{x} is datasets_get already
        """)
    void shouldRefuseTheRowWithFileAndReasonWhenItIsWrong(String row, String message) {
        assertThatThrownBy(() -> read(file("Dataset", GET, row)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("operations.yaml, " + message);
    }

    @Test
    void shouldKnowAnIdByTheFormThatTheRowGivesIt() {
        Operation account = Operations.standard().get("accounts_getToken");
        assertThat(account.idForm("id").fits("test-a.b")).isTrue();
        assertThat(account.idForm("id").fits("a/b")).isFalse();
        assertThat(account.idForm("tokenId").fits("test")).isFalse();
        assertThat(Operations.standard().get("datasets_get").idForm("id").fits("test"))
                .isFalse();
    }

    @Test
    void shouldRefuseAServedKindThatIsNone() {
        assertThatThrownBy(() -> read(file("Tree", GET)))
                .hasMessage("operations.yaml, row 1 (datasets_get): kinds.yaml has no kind Tree");
    }

    @Test
    void shouldSayTheLineWhenTheFileIsNoYaml() {
        assertThatThrownBy(() -> read("parameters: {}\nresources: [\n}\n"))
                .hasMessageMatching("(?s)operations.yaml, line \\d+: .+");
        assertThatThrownBy(() -> read("parameters: {}\nresource: []\n"))
                .hasMessageMatching("operations.yaml, line \\d+: 'resource' is no column.*");
    }

    @Test
    void shouldAllowWhatIsStillToComeWhenItIsNotServed() {
        Operations operations = read(file(
                "Dataset",
                GET,
                "{ id: a_b, method: POST, path: /a, grant: create, body: X, answer: array<Tree>, served: false }"));
        assertThat(operations.served()).extracting(Operation::id).containsExactly("datasets_get");
        assertThat(operations.get("a_b").served()).isFalse();
    }

    @Test
    void shouldFillInWhatTheGroupSays() {
        Operation operation = read(file("Dataset", GET)).get("datasets_get");
        assertThat(operation.requiredGrant()).isEqualTo(new Operation.Grant("datasets", "get"));
        assertThat(operation.requiredKind()).isEqualTo("Dataset");
        assertThat(operation.function()).isEqualTo("get");
        assertThat(operation.base()).isEqualTo("/v0");
    }

    private static Operations read(String yaml) {
        return Operations.read(yaml, Kinds.standard(), SCHEMAS::contains);
    }

    private static String file(String kind, String... rows) {
        return "parameters: {}\nresources:\n  - resource: datasets\n    kind: " + kind + "\n    rows:\n      - "
                + String.join("\n      - ", rows) + "\n";
    }
}
