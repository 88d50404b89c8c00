package io.dyff.routes.host.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.routes.host.Overrides;
import io.dyff.routes.host.rules.Refusal;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.kind.operation.Operations;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractDocumentsTest {
    private static final String ROWS = "operations.yaml";
    private final ContractDocuments documents =
            new ContractDocuments(Operations.standard(), Kinds.standard(), Overrides.none());

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        { id: datasets_downlinks,                 | # { id: datasets_downlinks,                | operations.yaml: row unnamed: 'null' is no row
        { id: datasets_downlinks,                 | { id: datasets_downlink,                   | operations.yaml: the operation datasets_downlinks is missing
        { id: datasets_downlinks, method: GET     | { served: false, id: datasets_downlinks, method: GET | operations.yaml: the operation datasets_downlinks is missing
        path: "/datasets/{id}/delete", grant: delete | path: "/datasets/{id}/delete", grant: get | operations.yaml: the operation datasets_delete has another method, path, grant or kind
        path: "/datasets/{id}/delete"             | path: "/datasets/{id}/remove"              | operations.yaml: the operation datasets_delete has another method, path
        id: datasets_delete, method: PUT          | id: datasets_delete, method: POST          | operations.yaml: the operation datasets_delete has another method
        grant: data, answer: WorkflowLogEntry, handler: true | grant: data, answer: Dataset, handler: true | operations.yaml: the operation models_streamWorkflowLogs is answered by a handler
        { id: datasets_label,                     | { id: a_b, method: GET, path: /a, grant: none, answer: none }#NEXT# | operations.yaml: the operation a_b is answered by no route, or asks for no token
        { id: datasets_label,                     | { id: a_b, method: GET, path: /a, grant: get, answer: none, handler: true }#NEXT# | operations.yaml: the operation a_b is answered by no route
        { id: datasets_label,                     | { id: a_b, method: GET, path: /a, grant: get, function: delete, answer: Status }#NEXT# | operations.yaml: the operation a_b has the function delete, which is granted as [delete], not as get
        { id: datasets_label,                     | { id: a_b, method: GET, path: /a, grant: get, answer: Nothing }#NEXT# | operations.yaml:34: row a_b: there is no schema Nothing
        { id: datasets_label,                     | { id: a_b, verb: GET }#NEXT#               | operations.yaml:34: row a_b: 'verb' is no column
        resources:                                | resources: [                               | operations.yaml:
        { id: datasets_label,                     | { id: a_b, method: GET, path: /a, grant: get, answer: Status }#NEXT# | -
        grant: get, answer: Documentation         | grant: get, answer: any                    | -
        """)
    void shouldTakeRowsThatLoseNothingAndNameThoseThatDo(String passage, String other, String refusal) {
        String next = "\n      - " + passage;
        List<Refusal> refusals = check(ROWS, TestingFiles.edited(ROWS, passage, other.replace("#NEXT#", next)));
        if (refusal == null) {
            assertThat(refusals).isEmpty();
        } else {
            assertThat(refusals).isNotEmpty();
            assertThat(refusals.getFirst().toString()).startsWith(refusal);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        LabelsEditRequest.schema.json | { "type": "object",               | LabelsEditRequest.schema.json:1: not JSON
        LabelsEditRequest.schema.json | { "type": "objekt" }              | LabelsEditRequest.schema.json: no JSON Schema: /type
        DatasetCreateRequest.schema.json | { "type": "object" }           | DatasetCreateRequest.schema.json: requests.yaml, row 1 (DatasetCreateRequest): the schema has no field /artifacts
        requests.yaml                 | { common: {}, requests: [{ schema: Nothing }] } | requests.yaml:1: row Nothing: there is no schema Nothing
        requests.yaml                 | { common: {} }                    | requests.yaml:
        bodies.yaml                   | {}                                | bodies.yaml: bodies.yaml has no
        Dataset.json                  | [                                 | Dataset.json:1: not JSON
        """)
    void shouldNameTheDocumentThatTheOthersCannotBeReadWith(String file, String text, String refusal) {
        assertThat(check(file, text)).isNotEmpty();
        assertThat(check(file, text).getFirst().toString()).startsWith(refusal);
    }

    @Test
    void shouldSayNothingOfWhatIsNoDocument() {
        assertThat(check("sink.camel.yaml", "- [")).isEmpty();
    }

    private List<Refusal> check(String file, String text) {
        return documents.check(List.of(file), Overrides.of(Map.of(file, text)));
    }
}
