package io.dyff.kube;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Finalizers, preconditions and what becomes of dependents, request by request: on our server and on a real one. */
abstract class DeletionContract extends TargetContract {

    private static final String HOLD = "test.dyff.io/hold";

    /** What came back. */
    private record Answer(int code, JsonNode body, List<String> warnings) {

        String message() {
            return body.path("message").asText();
        }

        JsonNode metadata() {
            return body.path("metadata");
        }
    }

    @BeforeAll
    void makeDefinition() throws Exception {
        client.load(DeletionContract.class.getResourceAsStream("thing-crd.yaml"))
                .serverSideApply();
        target.kubectl().ok("wait", "--for=condition=Established", "crd/things.test.dyff.io", "--timeout=60s");
    }

    private Answer send(String method, String path, String body) throws Exception {
        boolean things = path.startsWith("things");
        URI uri = URI.create(client.getMasterUrl() + (things ? "apis/test.dyff.io/v1" : "api/v1") + "/namespaces/"
                + namespace + "/" + path);
        String type = method.equals("PATCH") ? "application/merge-patch+json" : "application/json";
        HttpRequest request = client.getHttpClient()
                .newHttpRequestBuilder()
                .uri(uri)
                .method(method, type, body)
                .build();
        HttpResponse<byte[]> response =
                client.getHttpClient().sendAsync(request, byte[].class).get(60, SECONDS);
        return new Answer(response.code(), Json.parse(response.body()), response.headers("Warning"));
    }

    private Answer make(String name, String... finalizers) throws Exception {
        ObjectNode thing = Json.object().put("apiVersion", "test.dyff.io/v1").put("kind", "Thing");
        ObjectNode metadata = thing.putObject("metadata").put("name", name);
        for (String finalizer : finalizers) {
            metadata.withArray("finalizers").add(finalizer);
        }
        thing.putObject("spec").put("size", 1);
        return send("POST", "things", thing.toString());
    }

    private static String options(String more) {
        return "{\"kind\":\"DeleteOptions\",\"apiVersion\":\"v1\"," + more + "}";
    }

    @Test
    void shouldMarkAHeldObjectOnceAndKeepTheMark() throws Exception {
        make("one", HOLD);

        Answer first = send("DELETE", "things/one", "");
        Answer second = send("DELETE", "things/one", "");
        Answer cleared = send("PATCH", "things/one", "{\"metadata\":{\"deletionTimestamp\":null}}");
        Answer moved = send("PATCH", "things/one", "{\"metadata\":{\"deletionTimestamp\":\"2030-01-01T00:00:00Z\"}}");

        assertThat(first.code()).isEqualTo(200);
        assertThat(first.metadata().path("deletionGracePeriodSeconds").asInt(-1))
                .isZero();
        assertThat(first.metadata().path("generation").asInt()).isEqualTo(2);
        assertThat(List.of(second, cleared, moved))
                .allSatisfy(later -> assertThat(later.metadata().path("deletionTimestamp"))
                        .isEqualTo(first.metadata().path("deletionTimestamp")))
                .allSatisfy(later ->
                        assertThat(later.metadata().path("generation").asInt()).isEqualTo(2));
    }

    @Test
    void shouldTakeNoNewFinalizerOnceItIsBeingDeleted() throws Exception {
        make("one", HOLD);
        send("DELETE", "things/one", "");

        Answer refused =
                send("PATCH", "things/one", "{\"metadata\":{\"finalizers\":[\"" + HOLD + "\",\"test.dyff.io/late\"]}}");

        assertThat(refused.code()).isEqualTo(422);
        assertThat(refused.message())
                .endsWith(
                        "metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, found"
                                + " new finalizers []string{\"test.dyff.io/late\"}");
    }

    @Test
    void shouldGoWithTheLastFinalizer() throws Exception {
        make("one", HOLD, "test.dyff.io/other");
        send("DELETE", "things/one", "");

        Answer changed = send("PATCH", "things/one", "{\"spec\":{\"size\":2}}");
        Answer held = send("PATCH", "things/one", "{\"metadata\":{\"finalizers\":[\"" + HOLD + "\"]}}");
        Answer released = send("PATCH", "things/one", "{\"metadata\":{\"finalizers\":null}}");

        assertThat(changed.body().path("spec").path("size").asInt()).isEqualTo(2);
        assertThat(held.code()).isEqualTo(200);
        assertThat(released.code()).isEqualTo(200);
        assertThat(send("GET", "things/one", "").code()).isEqualTo(404);
    }

    @Test
    void shouldSayThatTheNameIsStillTakenByOneThatIsBeingDeleted() throws Exception {
        make("one", HOLD);
        send("DELETE", "things/one", "");

        Answer refused = make("one");

        assertThat(refused.code()).isEqualTo(409);
        assertThat(refused.message()).isEqualTo("object is being deleted: things.test.dyff.io \"one\" already exists");
    }

    @Test
    void shouldAskForWhatTheDeleterMeans() throws Exception {
        JsonNode made = make("one").metadata();

        Answer otherUid = send("DELETE", "things/one", options("\"preconditions\":{\"uid\":\"nope\"}"));
        Answer otherVersion = send("DELETE", "things/one", options("\"preconditions\":{\"resourceVersion\":\"1\"}"));
        Answer meant = send(
                "DELETE",
                "things/one",
                options("\"preconditions\":{\"uid\":" + made.path("uid") + ",\"resourceVersion\":"
                        + made.path("resourceVersion") + "}"));

        assertThat(otherUid.code()).isEqualTo(409);
        assertThat(otherUid.message())
                .isEqualTo(
                        "Operation cannot be fulfilled on Thing.test.dyff.io \"one\": the UID in the precondition (nope) does"
                                + " not match the UID in record ("
                                + made.path("uid").asText()
                                + "). The object might have been deleted and then recreated");
        assertThat(otherVersion.code()).isEqualTo(409);
        assertThat(otherVersion.message())
                .isEqualTo(
                        "Operation cannot be fulfilled on Thing.test.dyff.io \"one\": the ResourceVersion in the precondition"
                                + " (1) does not match the ResourceVersion in record ("
                                + made.path("resourceVersion").asText() + "). The object might have been modified");
        assertThat(meant.body().path("status").asText()).isEqualTo("Success");
    }

    @Test
    void shouldRefuseOptionsThatNobodyUnderstands() throws Exception {
        make("one");

        Answer unknown = send("DELETE", "things/one?propagationPolicy=Nope", "");
        Answer both =
                send("DELETE", "things/one", options("\"propagationPolicy\":\"Foreground\",\"orphanDependents\":true"));

        assertThat(unknown.code()).isEqualTo(422);
        assertThat(unknown.message())
                .isEqualTo(
                        "DeleteOptions.meta.k8s.io \"\" is invalid: propagationPolicy: Unsupported value: \"Nope\": supported"
                                + " values: \"Foreground\", \"Background\", \"Orphan\", \"nil\"");
        assertThat(both.code()).isEqualTo(422);
        assertThat(both.message())
                .isEqualTo(
                        "DeleteOptions.meta.k8s.io \"\" is invalid: propagationPolicy: Invalid value: \"Foreground\":"
                                + " orphanDependents and deletionPropagation cannot be both set");
        assertThat(send("GET", "things/one", "").code()).isEqualTo(200);
    }

    @Test
    void shouldDeleteNothingOnADryRun() throws Exception {
        make("one");

        Answer tried = send("DELETE", "things/one", options("\"dryRun\":[\"All\"]"));

        assertThat(tried.body().path("status").asText()).isEqualTo("Success");
        assertThat(send("GET", "things/one", "").code()).isEqualTo(200);
    }

    @Test
    void shouldHoldWhatIsDeletedInTheForegroundOrOrphansByAFinalizer() throws Exception {
        make("fore", HOLD);
        make("orphan", HOLD);

        Answer fore = send("DELETE", "things/fore", options("\"propagationPolicy\":\"Foreground\""));
        Answer orphan = send("DELETE", "things/orphan?propagationPolicy=Orphan", "");

        assertThat(fore.metadata().path("finalizers").toString()).contains("foregroundDeletion");
        assertThat(orphan.metadata().path("finalizers").toString()).contains("orphan");
        await().atMost(180, SECONDS)
                .untilAsserted(() -> assertThat(send("GET", "things/fore", "")
                                .metadata()
                                .path("finalizers")
                                .toString())
                        .isEqualTo("[\"" + HOLD + "\"]"));
    }

    @Test
    void shouldTakeOnlyFinalizersWithADomainAndWarnOfOthers() throws Exception {
        Answer custom = make("one", "hold");
        Answer builtIn = send(
                "POST",
                "configmaps",
                "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"one\",\"finalizers\":[\"hold\"]}}");

        assertThat(custom.code()).isEqualTo(201);
        assertThat(custom.warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning)
                        .contains("prefer a domain-qualified finalizer name to avoid accidental conflicts"));
        assertThat(builtIn.code()).isEqualTo(422);
        assertThat(builtIn.message())
                .endsWith(
                        "metadata.finalizers[0]: Invalid value: \"hold\": name is neither a standard finalizer name nor is it"
                                + " fully qualified");
    }

    @Test
    void shouldRefuseOwnersThatNobodyCanFind() throws Exception {
        String map =
                "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"one\",\"ownerReferences\":[%s]}}";

        Answer nameless = send(
                "POST",
                "configmaps",
                map.formatted("{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"name\":\"\",\"uid\":\"1\"}"));
        Answer two = send(
                "POST",
                "configmaps",
                map.formatted(
                        "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"name\":\"x\",\"uid\":\"1\",\"controller\":true},"
                                + "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"name\":\"y\",\"uid\":\"2\",\"controller\":true}"));

        assertThat(nameless.code()).isEqualTo(422);
        assertThat(nameless.message())
                .endsWith("metadata.ownerReferences.name: Invalid value: \"\": must not be empty");
        assertThat(two.code()).isEqualTo(422);
        assertThat(two.message())
                .endsWith(
                        "Only one reference can have Controller set to true. Found \"true\" in references for ConfigMap/x and"
                                + " ConfigMap/y");
    }

    @Test
    void shouldMakeNothingInANamespaceThatEnds() throws Exception {
        make("held", HOLD);
        client.namespaces().withName(namespace).delete();

        Answer refused = await().atMost(180, SECONDS).until(() -> make("late"), answer -> answer.code() != 201);

        assertThat(refused.code()).isEqualTo(403);
        assertThat(refused.message())
                .isEqualTo("things.test.dyff.io \"late\" is forbidden: unable to create new content in namespace "
                        + namespace + " because it is being terminated");
        assertThat(refused.body().at("/details/causes/0/reason").asText()).isEqualTo("NamespaceTerminating");
        send("PATCH", "things/held", "{\"metadata\":{\"finalizers\":null}}");
    }
}
