package io.dyff.routes.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import io.dyff.routes.api.TestingClient.Answer;
import io.dyff.routes.http.security.Grant;
import io.dyff.routes.http.security.Role;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of artifacts, with a client of another house and by hand. */
@ApiTestingContext
class RegistryIT extends ApiTestBase {

    /** The client sends no password over plain HTTP unless it is told to. */
    @BeforeAll
    static void sendCredentials() {
        System.setProperty("sendCredentialsOverHttp", "true");
    }

    @Test
    void shouldTakeAnImageFromAClientAndGiveItBack(@TempDir Path folder) throws Exception {
        String id = create("artifacts", TestingRequests.named("acme"));
        byte[] content = new byte[12 << 20];
        new Random(1).nextBytes(content);
        Path file = Files.write(folder.resolve("weights"), content);
        JibContainer pushed = Jib.fromScratch()
                .addLayer(List.of(file), AbsoluteUnixPath.get("/model"))
                .setEntrypoint("/model/weights")
                .containerize(containerizer(Containerizer.to(registry(id)), folder));

        Answer done = client.post(token, "/v0/artifacts/" + id + "/finalize", null);
        assertThat(done.json().path("status").asText()).as(done.text()).isEqualTo("Ready");
        assertThat(client.post(token, "/v0/artifacts/" + id + "/finalize", null)
                        .json()
                        .path("status")
                        .asText())
                .isEqualTo("Ready");
        assertThat(client.get(token, "/v2/artifacts/" + id + "/tags/list").text())
                .contains("[\"latest\"]");
        assertThat(client.send(token, "HEAD", "/v2/artifacts/" + id + "/manifests/latest", null, Map.of())
                        .header("Docker-Content-Digest"))
                .isEqualTo(pushed.getDigest().toString());

        Path tar = folder.resolve("image.tar");
        JibContainer pulled = Jib.from(registry(id))
                .containerize(containerizer(
                        Containerizer.to(TarImage.at(tar).named(ImageReference.parse("pulled"))), folder));
        assertThat(pulled.getImageId()).isEqualTo(pushed.getImageId());
        assertThat(Files.size(tar)).isGreaterThan(content.length);
    }

    @Test
    void shouldRunTheImageOfAFinishedArtifactByItsDigest() {
        String id = create("artifacts", TestingRequests.named("acme"));
        ObjectNode request = serviceOf("acme", id);
        Answer early = client.post(token, "/v0/inferenceservices", request);
        assertThat(early.status()).as(early.text()).isEqualTo(409);
        assertThat(early.detail()).contains(id, "must be finished first");
        new TestingImages(client, token, id).push();
        client.post(token, "/v0/artifacts/" + id + "/finalize", null);
        String service = create("inferenceservices", request);
        JsonNode runner =
                client.get(token, "/v0/inferenceservices/" + service).json().path("runner");
        assertThat(runner.at("/imageRef/id").asText()).isEqualTo(id);
        assertThat(runner.at("/image/host").asText()).isEqualTo(ApiTestingContext.REGISTRY);
        assertThat(runner.at("/image/name").asText()).isEqualTo("artifacts/" + id);
        assertThat(runner.at("/image/digest").asText())
                .isEqualTo(TestingImages.digest(TestingImages.manifest(TestingImages.CONFIG)));
        JsonNode session = client.post(token, "/v0/inferencesessions", TestingRequests.session("acme", service))
                .json();
        assertThat(session.at("/inferencesession/inferenceService/runner/image"))
                .isEqualTo(runner.path("image"));
    }

    @Test
    void shouldRunNoImageOfAnArtifactThatMayNotBeUsed() {
        String id = create("artifacts", TestingRequests.named("acme"));
        new TestingImages(client, token, id).push();
        client.post(token, "/v0/artifacts/" + id + "/finalize", null);
        Set<String> any = Set.of("*");
        Grant own = new Grant(any, any, Set.of("other"), Set.of());
        String stranger = client.token("other", List.of(own));
        Answer unseen = client.post(stranger, "/v0/inferenceservices", serviceOf("other", id));
        assertThat(unseen.status()).as(unseen.text()).isEqualTo(404);
        assertThat(unseen.json().at("/errors/0/path").asText()).isEqualTo("/runner/imageRef/id");
        String reader = client.token(
                "other", List.of(own, new Grant(Set.of("artifacts"), Set.of("get"), Set.of("acme"), Set.of())));
        assertThat(client.post(reader, "/v0/inferenceservices", serviceOf("other", id))
                        .status())
                .isEqualTo(403);
        ObjectNode wrong = serviceOf("acme", create("models", TestingRequests.model("acme")));
        assertThat(client.post(token, "/v0/inferenceservices", wrong).status()).isEqualTo(404);
        wrong.withObject("/runner/imageRef").put("kind", "Model");
        Answer kind = client.post(token, "/v0/inferenceservices", wrong);
        assertThat(kind.status()).isEqualTo(422);
        assertThat(kind.json().at("/errors/0/path").asText()).isEqualTo("/runner/imageRef/kind");
        client.put(token, "/v0/artifacts/" + id + "/delete");
        assertThat(client.post(token, "/v0/inferenceservices", serviceOf("acme", id))
                        .status())
                .isEqualTo(409);
    }

    private static ObjectNode serviceOf(String account, String artifact) {
        ObjectNode request = TestingRequests.service(account, "");
        request.remove("model");
        ObjectNode runner = request.withObject("/runner").put("kind", "container");
        runner.remove("image");
        runner.putObject("imageRef").put("kind", "OCIArtifact").put("id", artifact);
        return request;
    }

    @Test
    void shouldTakeABlobInChunksAndOnlyUnderItsDigest() {
        TestingImages images = images("acme");
        byte[] content = "a blob in chunks".getBytes(UTF_8);
        Answer started = images.send("POST", "/blobs/uploads/", new byte[0], Map.of());
        assertThat(started.status()).as(started.text()).isEqualTo(202);
        String upload = started.header("Location");
        Answer first = chunk(upload, Arrays.copyOf(content, 6), Map.of("Content-Range", "0-5"));
        assertThat(first.header("Range")).isEqualTo("0-5");
        Answer gap = chunk(upload, content, Map.of("Content-Range", "9-24"));
        assertThat(gap.status()).isEqualTo(416);
        assertThat(client.get(token, upload).header("Range")).isEqualTo("0-5");
        chunk(upload, Arrays.copyOfRange(content, 6, 10), Map.of());
        byte[] rest = Arrays.copyOfRange(content, 10, content.length);
        Answer wrong = client.raw(
                token,
                "PUT",
                upload + "?digest=" + TestingImages.digest(rest),
                BodyPublishers.ofByteArray(rest),
                Map.of());
        assertThat(wrong.status()).as(wrong.text()).isEqualTo(400);
        assertThat(wrong.json().at("/errors/0/code").asText()).isEqualTo("DIGEST_INVALID");
        Answer right = client.raw(
                token,
                "PUT",
                upload + "?digest=" + TestingImages.digest(content),
                BodyPublishers.ofByteArray(rest),
                Map.of());
        assertThat(right.status()).as(right.text()).isEqualTo(201);
        assertThat(client.get(token, right.header("Location")).text()).isEqualTo("a blob in chunks");
        assertThat(client.send(token, "GET", right.header("Location"), null, Map.of("Range", "bytes=2-5"))
                        .text())
                .isEqualTo("blob");
        assertThat(client.get(token, upload).header("Range")).isEqualTo("0-0");
    }

    @Test
    void shouldNeverGiveABlobOtherContentThanItsDigestSays() {
        TestingImages images = images("acme");
        byte[] one = "a".repeat(100_000).getBytes(UTF_8);
        byte[] other = "b".repeat(100_000).getBytes(UTF_8);
        for (int round = 0; round < 5; round++) {
            String upload = images.send("POST", "/blobs/uploads/", new byte[0], Map.of())
                    .header("Location");
            List.of(one, other).parallelStream().forEach(content -> chunk(upload, content, Map.of()));
            Answer stored = client.raw(
                    token, "PUT", upload + "?digest=" + TestingImages.digest(one), BodyPublishers.noBody(), Map.of());
            // Two chunks are twice the blob, whichever came first.
            assertThat(stored.status()).as(stored.text()).isEqualTo(400);
        }
        assertThat(images.send("GET", "/blobs/" + TestingImages.digest(one), new byte[0], Map.of())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void shouldRefuseAnImageWhoseBlobsAreMissing() {
        TestingImages images = images("acme");
        byte[] manifest = TestingImages.manifest(TestingImages.CONFIG);
        Answer refused = images.manifest("latest", manifest);
        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.json().at("/errors/0/code").asText()).isEqualTo("MANIFEST_BLOB_UNKNOWN");
        images.blob(TestingImages.CONFIG);
        assertThat(images.manifest("sha256:" + "0".repeat(64), manifest).status())
                .isEqualTo(400);
        assertThat(images.manifest("latest", "[]".getBytes(UTF_8)).status()).isEqualTo(400);
        assertThat(images.send("PUT", "/manifests/latest", manifest, Map.of("Content-Type", "text/plain"))
                        .status())
                .isEqualTo(400);
        assertThat(images.manifest("latest", manifest).status()).isEqualTo(201);
        Answer back = images.send("GET", "/manifests/latest", new byte[0], Map.of());
        assertThat(back.text()).isEqualTo(new String(manifest, StandardCharsets.UTF_8));
        assertThat(back.header("Content-Type")).isEqualTo(TestingImages.MANIFEST);
    }

    @Test
    void shouldEndAnUploadOnlyWithAnImageAndTakeNoneAfterwards() {
        String id = create("artifacts", TestingRequests.named("acme"));
        Answer early = client.post(token, "/v0/artifacts/" + id + "/finalize", null);
        assertThat(early.status()).isEqualTo(409);
        assertThat(early.detail()).contains("artifacts/" + id + ":latest");
        TestingImages images = new TestingImages(client, token, id);
        images.push();
        assertThat(client.post(token, "/v0/artifacts/" + id + "/finalize", null).status())
                .isEqualTo(200);
        Answer late = images.blob(TestingImages.CONFIG);
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.json().at("/errors/0/code").asText()).isEqualTo("DENIED");
    }

    @Test
    void shouldAskForATokenAndTakeItAsThePasswordOfAnyUser() {
        Answer none = client.get(null, "/v2/");
        assertThat(none.status()).isEqualTo(401);
        assertThat(none.header("WWW-Authenticate")).startsWith("Basic");
        assertThat(basic("/v2/", "unused:" + token).status()).isEqualTo(200);
        assertThat(basic("/v2/", "unused:garbage").status()).isEqualTo(401);
        assertThat(client.send(null, "GET", "/v2/", null, Map.of("Authorization", "Basic !"))
                        .status())
                .isEqualTo(401);
        // Elsewhere a password is no token.
        assertThat(basic("/v0/artifacts", "unused:" + token).status()).isEqualTo(401);
    }

    @Test
    void shouldHideOtherPeoplesImagesAndTellReadersThatTheyMayNotPush() {
        String id = create("artifacts", TestingRequests.named("acme"));
        new TestingImages(client, token, id).push();
        String other = client.token("other", Role.Owner);
        assertThat(client.get(other, "/v2/artifacts/" + id + "/manifests/latest")
                        .status())
                .isEqualTo(404);
        assertThat(new TestingImages(client, other, id)
                        .blob(TestingImages.CONFIG)
                        .status())
                .isEqualTo(404);
        String reader = client.token(
                "acme", List.of(new Grant(Set.of("artifacts"), Set.of("get", "data"), Set.of("acme"), Set.of())));
        assertThat(client.get(reader, "/v2/artifacts/" + id + "/manifests/latest")
                        .status())
                .isEqualTo(200);
        assertThat(new TestingImages(client, reader, id)
                        .blob(TestingImages.CONFIG)
                        .status())
                .isEqualTo(403);
        assertThat(client.get(token, "/v2/datasets/" + id + "/tags/list").status())
                .isEqualTo(404);
        assertThat(client.send(token, "DELETE", "/v2/artifacts/" + id + "/manifests/latest", null, Map.of())
                        .status())
                .isEqualTo(405);
    }

    private TestingImages images(String account) {
        return new TestingImages(client, token, create("artifacts", TestingRequests.named(account)));
    }

    private Answer chunk(String upload, byte[] content, Map<String, String> headers) {
        return client.raw(token, "PATCH", upload, BodyPublishers.ofByteArray(content), headers);
    }

    private Answer basic(String path, String credentials) {
        String encoded = Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
        return client.send(null, "GET", path, null, Map.of("Authorization", "Basic " + encoded));
    }

    private RegistryImage registry(String id) throws IOException {
        try {
            return RegistryImage.named("127.0.0.1:" + port + "/artifacts/" + id + ":latest")
                    .addCredential("unused", token);
        } catch (com.google.cloud.tools.jib.api.InvalidImageReferenceException e) {
            throw new IOException(e);
        }
    }

    private static Containerizer containerizer(Containerizer containerizer, Path folder) {
        return containerizer
                .setAllowInsecureRegistries(true)
                .setBaseImageLayersCache(folder.resolve("base"))
                .setApplicationLayersCache(folder.resolve("application"));
    }
}
