package io.dyff.kube;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a server says to fields that nobody knows, or that come twice: ours or a real one. The cases are a file. */
abstract class StrictnessContract extends TargetContract {

    private static final String THING =
            "{apiVersion: test.dyff.io/v1, kind: Thing, metadata: {name: one}, spec: {size: 1}}";

    /** One of the file. */
    record Case(JsonNode source) {

        String text(String field, String otherwise) {
            return source.path(field).asText(otherwise);
        }

        List<String> warnings() {
            List<String> warnings = new ArrayList<>();
            source.path("warnings").forEach(text -> warnings.add(text.asText()));
            return warnings;
        }

        @Override
        public String toString() {
            return text("case", "");
        }
    }

    static Stream<Case> cases() {
        return StreamSupport.stream(
                        Json.resource(StrictnessContract.class, "strictness.yaml")
                                .spliterator(),
                        false)
                .map(Case::new);
    }

    @BeforeAll
    void makeDefinition() throws Exception {
        client.load(StrictnessContract.class.getResourceAsStream("thing-crd.yaml"))
                .serverSideApply();
        target.kubectl().ok("wait", "--for=condition=Established", "crd/things.test.dyff.io", "--timeout=60s");
    }

    @BeforeEach
    void makeObjects() throws Exception {
        target.kubectl().okWithInput(THING, "-n", namespace, "create", "-f", "-");
        client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("one")
                        .withNamespace(namespace)
                        .endMetadata()
                        .build())
                .create();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldAnswer(Case each) throws Exception {
        HttpResponse<byte[]> answer = send(each);

        assertThat(answer.code())
                .as(new String(answer.body(), UTF_8))
                .isEqualTo(each.source().path("code").asInt());
        assertThat(answer.headers("Warning"))
                .map(header -> header.replaceAll("^299 - \"(.*)\"$", "$1").replace("\\\"", "\""))
                .containsExactlyInAnyOrderElementsOf(each.warnings());
        assertThat(Json.parse(answer.body()).path("message").asText("")).endsWith(each.text("message", ""));
    }

    /** By a client that takes no for an answer: 500 is what a server says to an apply of fields that it does not know. */
    private HttpResponse<byte[]> send(Case each) throws Exception {
        Config config = new ConfigBuilder(client.getConfiguration())
                .withRequestRetryBackoffLimit(0)
                .build();
        try (KubernetesClient once =
                new KubernetesClientBuilder().withConfig(config).build()) {
            return send(once, each);
        }
    }

    private HttpResponse<byte[]> send(KubernetesClient once, Case each) throws Exception {
        boolean things = each.text("to", "").startsWith("things");
        URI uri = URI.create(client.getMasterUrl() + (things ? "apis/test.dyff.io/v1" : "api/v1") + "/namespaces/"
                + namespace + "/" + each.text("to", "") + "?" + each.text("query", ""));
        HttpRequest request = once.getHttpClient()
                .newHttpRequestBuilder()
                .uri(uri)
                .method(each.text("method", "POST"), each.text("type", "application/json"), each.text("body", ""))
                .build();
        return once.getHttpClient().sendAsync(request, byte[].class).get(60, SECONDS);
    }
}
