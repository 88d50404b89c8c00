package io.dyff.routes.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.http.problem.FieldError;
import io.dyff.routes.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestRulesTest {
    private static final String SCHEMA = "InferenceServiceCreateRequest";

    /** What a row says, a request, and what is wrong with it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', emptyValue = "", textBlock = """
        required: [/runner]                                     | {}                           | /runner is required
        required: [/runner]                                     | {"runner":{}}                | ''
        required: [/outputViews]                                | {"outputViews":[]}           | /outputViews is required
        positive: [/runner/nodes]                               | {"runner":{"nodes":0}}       | /runner/nodes must be at least 1
        positive: [/runner/nodes]                               | {"runner":{"nodes":1}}       | ''
        positive: [/runner/nodes]                               | {}                           | ''
        'forms: { /runner/image/host: host }'                   | {"runner":{"image":{"host":"a/b"}}} | /runner/image/host must be a host or host:port
        'oneOf: [{ at: /runner, of: [image, imageRef] }]'       | {"runner":{}}                | /runner needs exactly one of image and imageRef
        'oneOf: [{ at: /runner, of: [image, imageRef] }]'       | {"runner":{"image":1,"imageRef":1}} | /runner needs exactly one of image and imageRef
        'oneOf: [{ at: /runner, of: [image, imageRef] }]'       | {"runner":{"image":1}}       | ''
        'together: [{ /name: a, /account: b }]'                 | {"name":"a","account":"c"}   | '/name these go together or not at all: {/name=a, /account=b}'
        'together: [{ /name: a, /account: b }]'                 | {"name":"a","account":"b"}   | ''
        'together: [{ /name: a, /account: b }]'                 | {"name":"c","account":"c"}   | ''
        'cases: [{ at: /name, is: a, required: [/runner] }]'    | {"name":"a"}                 | /runner is required for the name a
        'cases: [{ at: /name, is: a, required: [/runner] }]'    | {"name":"b"}                 | ''
        'cases: [{ at: /name, is: a, forbidden: [/runner] }]'   | {"name":"a","runner":{}}     | /runner is not allowed for the name a
        'members: [{ each: /runner/volumeMounts, by: kind, of: { Data: data, Scratch: scratch } }]' | {"runner":{"volumeMounts":[{"kind":"Data","data":1},{"kind":"Data","scratch":1}]}} | '/runner/volumeMounts/1 needs the member of its kind, and no other'
        files: [/outputViews]                                   | {"outputViews":[{"path":"../a"}]} | '/outputViews/0/path must be relative, without empty, ''.'' or ''..'' segments'
        """)
    void shouldSayWhatARequestBreaks(String rule, String request, String wrong) throws Exception {
        JsonNode document = Json.parse(request.getBytes(StandardCharsets.UTF_8));
        List<FieldError> errors =
                read("{}", "{ schema: " + SCHEMA + ", " + rule + " }").errors(SCHEMA, document);
        assertThat(errors)
                .extracting(e -> e.path() + " " + e.message())
                .isEqualTo(wrong.isEmpty() ? List.of() : List.of(wrong));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        { schema: Nothing, required: [/a] }                       | row 1 (Nothing): there is no schema Nothing
        { required: [/a] }                                        | row 1 (unnamed): 'schema' is missing
        { schema: DatasetCreateRequest, wanted: [/a] }            | row 1 (DatasetCreateRequest): 'wanted' is no column
        { schema: DatasetCreateRequest, required: [/a] }          | row 1 (DatasetCreateRequest): the schema has no field /a
        { schema: DatasetCreateRequest, positive: [/name/a] }     | row 1 (DatasetCreateRequest): the schema has no field /name/a
        { schema: DatasetCreateRequest, forms: { /name: nome } }  | row 1 (DatasetCreateRequest): Cannot deserialize value
        { schema: DatasetCreateRequest, cases: [{ at: /name }] }  | row 1 (DatasetCreateRequest): 'is' is missing
        { schema: DatasetCreateRequest, oneOf: [{ at: "", of: [name, b] }] } | row 1 (DatasetCreateRequest): the schema has no field /b
        """)
    void shouldRefuseTheRowWithFileAndReasonWhenItIsWrong(String row, String message) {
        assertThatThrownBy(() -> read("{}", row))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("requests.yaml, " + message);
    }

    private static RequestRules read(String common, String row) {
        return new RequestRules("common: " + common + "\nrequests:\n  - " + row, TestingRules.SCHEMAS);
    }
}
