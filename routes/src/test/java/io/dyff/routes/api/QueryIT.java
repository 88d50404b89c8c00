package io.dyff.routes.api;

import static io.dyff.routes.api.TestingRequests.dataset;
import static io.dyff.routes.api.TestingRequests.evaluation;
import static io.dyff.routes.api.TestingRequests.model;
import static io.dyff.routes.api.TestingRequests.service;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.api.TestingClient.Answer;
import io.dyff.routes.http.security.Grant;
import io.dyff.routes.http.security.Role;
import io.dyff.routes.json.Json;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

@ApiTestingContext
class QueryIT extends ApiTestBase {

    @Test
    void shouldFilterByBothSpellingsOfEveryName() {
        String model = create("models", model("acme").put("name", "query-model"));
        String service = create("inferenceservices", service("acme", model).put("name", "query-service"));
        String dataset = create("datasets", dataset("acme"));
        String id = create("evaluations", evaluation("acme", dataset, service));
        create("evaluations", evaluation("acme", dataset, createService()));
        for (String filter : List.of(
                "inferenceService=" + service,
                "inference_service=" + service,
                "inferenceServiceName=query-service",
                "inference_service_name=query-service",
                "model=" + model,
                "modelName=query-model",
                "model_name=query-model",
                "id=" + id,
                "query=" + encoded("{\"modelName\": [\"x\", \"query-model\"]}"),
                "query=" + encoded("[{\"model\": \"" + model + "\"}, {\"dataset\": \"" + dataset + "\"}]"))) {
            assertThat(ids("/v0/evaluations?" + filter)).as(filter).containsExactly(id);
        }
        assertThat(ids("/v0/evaluations?dataset=" + dataset)).hasSize(2);
        assertThat(ids("/v0/evaluations?dataset=" + dataset + "&id=" + "0".repeat(32)))
                .isEmpty();
    }

    @Test
    void shouldFilterByLabelsAccountAndStatus() {
        String id = create("datasets", dataset("acme"));
        ObjectNode edit = Json.object();
        edit.putObject("labels").put("a", "1").put("x.y/b", "2");
        client.patch(token, "/v0/datasets/" + id + "/labels", edit);
        assertThat(ids("/v0/datasets?labels=" + encoded("{\"a\": \"1\", \"x.y/b\": \"2\"}")))
                .containsExactly(id);
        assertThat(ids("/v0/datasets?labels=" + encoded("{\"a\": \"2\"}"))).isEmpty();
        assertThat(ids("/v0/datasets?account=acme&status=Created&limit=10000")).contains(id);
        assertThat(ids("/v0/datasets?account=other")).isEmpty();
        client.put(token, "/v0/datasets/" + id + "/delete");
        assertThat(ids("/v0/datasets?reason=DeleteCommand&limit=10000")).contains(id);
    }

    @Test
    void shouldPageByACursorWithoutGapsOrRepeats() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(create("models", model("acme").put("name", "page-" + i % 2)));
        }
        ObjectNode edit = Json.object();
        edit.putObject("labels").put("page", "yes");
        all.forEach(id -> client.patch(token, "/v0/models/" + id + "/labels", edit));
        String base = "/v0/models?labels=" + encoded("{\"page\":\"yes\"}") + "&limit=2";
        for (String sorted : List.of(
                "&orderBy=name&order=ascending",
                "&orderBy=creationTime&order=descending",
                "&orderBy=metadata.revision&order=ascending",
                "&orderBy=nothing&order=descending")) {
            assertThat(pages(base + sorted, sorted)).as(sorted).containsExactlyInAnyOrderElementsOf(all);
        }
        Answer first = client.get(token, base);
        assertThat(first.json()).hasSize(2);
        assertThat(first.header("Dyff-Truncated")).isEqualTo("true");
    }

    @Test
    void shouldWarnAboutWhatItIgnores() {
        Answer answer = client.get(token, "/v0/datasets?foo=1&order=ascending&limit=99999");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Warning"))
                .contains("foo is unknown", "order without orderBy", "limit was lowered to 10000");
        assertThat(client.get(token, "/v0/datasets").header("Warning")).isEmpty();
    }

    @Test
    void shouldShowOnlyWhatTheGrantsReach() {
        String mine = create("datasets", dataset("acme"));
        String admin = client.token("root", Role.Admin);
        String other = client.post(admin, "/v0/datasets", dataset("elsewhere"))
                .json()
                .path("id")
                .asText();
        String one = client.token(
                "x",
                List.of(
                        new Grant(Set.of("datasets"), Set.of("query"), Set.of(), Set.of(mine)),
                        new Grant(Set.of("datasets"), Set.of("get"), Set.of("*"), Set.of())));
        assertThat(client.get(one, "/v0/datasets").json()).hasSize(1);
        assertThat(ids("/v0/datasets?limit=10000")).contains(mine).doesNotContain(other);
        assertThat(client.get(admin, "/v0/datasets?account=elsewhere").json()).hasSize(1);
        assertThat(client.get(token, "/v0/datasets?account=elsewhere").json()).isEmpty();
    }

    private List<String> pages(String first, String sorted) {
        String field = sorted.replaceAll(".*orderBy=([^&]+).*", "$1");
        List<String> seen = new ArrayList<>();
        String after = "";
        for (int page = 0; page < 10; page++) {
            JsonNode answer = client.get(token, first + after).json();
            answer.forEach(entity -> seen.add(entity.path("id").asText()));
            if (answer.size() < 2) {
                return seen;
            }
            JsonNode last = answer.get(answer.size() - 1);
            JsonNode value = last.at("/" + field.replace('.', '/'));
            after = "&after="
                    + encoded("[" + (value.isMissingNode() ? "null" : value) + ",\""
                            + last.path("id").asText() + "\"]");
        }
        throw new AssertionError("the pages do not end");
    }

    private List<String> ids(String path) {
        Answer answer = client.get(token, path);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        List<String> ids = new ArrayList<>();
        answer.json().forEach(entity -> ids.add(entity.path("id").asText()));
        return ids;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
