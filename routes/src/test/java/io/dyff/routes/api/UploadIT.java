package io.dyff.routes.api;

import static io.dyff.routes.api.TestingRequests.CONTENT;
import static io.dyff.routes.api.TestingRequests.dataset;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.api.TestingClient.Answer;
import io.dyff.routes.json.Json;
import io.dyff.routes.testing.TestingSpace;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ApiTestingContext
class UploadIT extends ApiTestBase {

    @Test
    void shouldStoreCheckAndGiveBackAFile() throws IOException {
        String id = create("datasets", dataset("acme", "a b/ü.parquet", CONTENT));
        Answer link = client.get(token, "/v0/datasets/" + id + "/upload/a%20b/%C3%BC.parquet");
        assertThat(link.status()).as(link.text()).isEqualTo(200);
        assertThat(link.json().path("method").asText()).isEqualTo("PUT");
        assertThat(link.json().path("headers")).isEqualTo(Json.object());
        String url = link.json().path("url").asText();
        Answer put = client.raw(null, "PUT", url, sized(CONTENT), Map.of());
        assertThat(put.status()).as(put.text()).isEqualTo(200);
        Answer done = client.post(token, "/v0/datasets/" + id + "/finalize", null);
        assertThat(done.text()).isEqualTo("null");
        assertThat(client.get(token, "/v0/datasets/" + id).json().path("status").asText())
                .isEqualTo("Schedulable");
        assertThat(TestingSpace.json(space.records(space.topics().events(), id).getLast()))
                .isEqualTo(Json.object()
                        .put("status", "Schedulable")
                        .putNull("reason")
                        .putNull("message"));
        JsonNode links = client.get(token, "/v0/datasets/" + id + "/downlinks").json();
        assertThat(links).hasSize(2);
        JsonNode file = links.get(0).at("/artifact/path").asText().startsWith(".") ? links.get(1) : links.get(0);
        assertThat(file.at("/artifact/path").asText()).isEqualTo("a b/ü.parquet");
        Answer got = client.get(null, file.at("/signedURL/url").asText());
        assertThat(got.text()).isEqualTo("hello");
        assertThat(got.header("Content-Length")).isEqualTo("5");
        assertThat(got.header("Content-Encoding")).isEmpty();
        Answer range = client.send(null, "GET", file.at("/signedURL/url").asText(), null, Map.of("Range", "bytes=1-2"));
        assertThat(range.status()).isEqualTo(206);
        assertThat(range.text()).isEqualTo("el");
        Answer whole = client.send(null, "GET", file.at("/signedURL/url").asText(), null, Map.of("Range", "bytes=5-"));
        assertThat(whole.status()).isEqualTo(416);
        assertThat(whole.header("Content-Range")).isEqualTo("bytes */5");
        Path record = TestingObjects.FOLDER.resolve("dyff/datasets/" + id + "/.dyff/artifacts.json");
        assertThat(Json.parse(Files.readAllBytes(record)).at("/0/path").asText())
                .isEqualTo("a b/ü.parquet");
    }

    @Test
    void shouldRefuseChangesAfterFinalizeAndBeIdempotent() {
        String id = create("datasets", dataset("acme"));
        String url = link(id);
        client.raw(null, "PUT", url, sized(CONTENT), Map.of());
        client.post(token, "/v0/datasets/" + id + "/finalize", null);
        int before = events().size();
        assertThat(client.post(token, "/v0/datasets/" + id + "/finalize", null).text())
                .isEqualTo("null");
        assertThat(events()).hasSize(before);
        assertThat(client.raw(null, "PUT", url, sized(CONTENT), Map.of()).status())
                .isEqualTo(409);
        assertThat(client.get(token, "/v0/datasets/" + id + "/upload/part-0.parquet")
                        .status())
                .isEqualTo(409);
    }

    @Test
    void shouldStoreNothingWhenTheEntityIsFinalizedWhileTheBodyComes() {
        String id = create("datasets", dataset("acme"));
        String url = link(id);
        client.raw(null, "PUT", url, sized(CONTENT), Map.of());
        InputStream slow = new ByteArrayInputStream(CONTENT) {
            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
                int read = super.read(bytes, offset, length);
                if (read < 0) {
                    client.post(token, "/v0/datasets/" + id + "/finalize", null);
                }
                return read;
            }
        };
        Answer late = client.raw(null, "PUT", url, BodyPublishers.ofInputStream(() -> slow), Map.of());
        assertThat(late.status()).as(late.text()).isEqualTo(409);
        assertThat(late.detail()).contains("is Schedulable");
    }

    @Test
    void shouldStoreNothingWhenTheDigestIsWrong() {
        String id = create("datasets", dataset("acme"));
        Answer wrong = client.raw(null, "PUT", link(id), sized("other".getBytes(UTF_8)), Map.of());
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.detail()).contains("md5");
        Answer claimed = client.raw(null, "PUT", link(id), sized(CONTENT), Map.of("Content-MD5", "x"));
        assertThat(claimed.status()).isEqualTo(400);
        Answer missing = client.post(token, "/v0/datasets/" + id + "/finalize", null);
        assertThat(missing.status()).isEqualTo(409);
        assertThat(missing.detail())
                .contains("part-0.parquet", "not been uploaded")
                .doesNotContain("WaitingForUpload");
        assertThat(client.get(token, "/v0/datasets/" + id).json().path("status").asText())
                .isEqualTo("Created");
    }

    @Test
    void shouldTakeChunkedBodiesWithTheDigestOfTheOlderClient() {
        String id = create("datasets", dataset("acme"));
        Answer put = client.raw(
                null, "PUT", link(id), chunked(CONTENT), Map.of("content-md5", TestingRequests.md5(CONTENT)));
        assertThat(put.status()).as(put.text()).isEqualTo(200);
        assertThat(put.json().path("size").asInt()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldStreamLargeFilesAndLeaveNothingOfWrongOnes(boolean knownLength) {
        Function<byte[], BodyPublisher> body = knownLength ? UploadIT::sized : UploadIT::chunked;
        byte[] large = new byte[20 << 20];
        new Random(1).nextBytes(large);
        String id = create("datasets", dataset("acme", "large", large));
        String url = client.get(token, "/v0/datasets/" + id + "/upload/large")
                .json()
                .path("url")
                .asText();
        byte[] wrong = large.clone();
        wrong[wrong.length - 1]++;
        assertThat(client.raw(null, "PUT", url, body.apply(wrong), Map.of()).status())
                .isEqualTo(400);
        awaitNothingStored(id);
        Answer put = client.raw(null, "PUT", url, body.apply(large), Map.of());
        assertThat(put.status()).as(put.text()).isEqualTo(200);
        assertThat(client.post(token, "/v0/datasets/" + id + "/finalize", null).text())
                .isEqualTo("null");
        String down = client.get(token, "/v0/datasets/" + id + "/downlinks")
                .json()
                .get(1)
                .at("/signedURL/url")
                .asText();
        Answer got = client.get(null, down);
        assertThat(got.header("Content-Length")).isEqualTo(String.valueOf(large.length));
    }

    @Test
    void shouldRefuseForgedAndForeignUrls() {
        String id = create("datasets", dataset("acme"));
        String url = link(id);
        assertThat(client.raw(null, "PUT", url.replace("part-0", "part-1"), sized(CONTENT), Map.of())
                        .status())
                .isEqualTo(403);
        assertThat(client.raw(null, "PUT", url.replaceFirst("max=\\d+", "max=9"), sized(CONTENT), Map.of())
                        .status())
                .isEqualTo(403);
        assertThat(client.raw(null, "PUT", url.replaceFirst("exp=\\d+", "exp=9999999999"), sized(CONTENT), Map.of())
                        .status())
                .isEqualTo(403);
        assertThat(client.get(null, url).status()).isEqualTo(403);
        assertThat(client.get(token, "/objects/datasets/x/y").status()).isEqualTo(403);
        assertThat(client.get(token, "/v0/datasets/" + id + "/upload/nothing").status())
                .isEqualTo(404);
    }

    @Test
    void shouldRefuseAFileAboveTheLimitBeforeItIsSent() throws IOException {
        URI url = URI.create(link(create("datasets", dataset("acme"))));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            String head = "PUT " + url.getRawPath() + "?" + url.getRawQuery()
                    + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 1073741825\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(UTF_8));
            byte[] answer = socket.getInputStream().readNBytes(12);
            assertThat(new String(answer, UTF_8)).isEqualTo("HTTP/1.1 413");
        }
    }

    @Test
    void shouldStoreNothingOfAFileThatBreaksOff() throws IOException {
        String id = create("datasets", dataset("acme"));
        URI url = URI.create(link(id));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            String head = "PUT " + url.getRawPath() + "?" + url.getRawQuery()
                    + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + CONTENT.length + "\r\n\r\nhell";
            socket.getOutputStream().write(head.getBytes(UTF_8));
            socket.shutdownOutput();
            assertThat(new String(socket.getInputStream().readNBytes(10), UTF_8))
                    .isIn("", "HTTP/1.1 4");
        }
        Answer missing = client.post(token, "/v0/datasets/" + id + "/finalize", null);
        assertThat(missing.status()).isEqualTo(409);
        awaitNothingStored(id);
    }

    @Test
    void shouldUploadAndFinalizeTheVolumeOfAModel() {
        ObjectNode request = TestingRequests.model("acme");
        ObjectNode artifact = request.putObject("artifact").put("kind", "Volume");
        ObjectNode file = artifact.putObject("volume").putArray("files").addObject();
        file.put("path", "w.bin").put("size", 5).putObject("digest").put("md5", TestingRequests.md5(CONTENT));
        request.putObject("source").put("kind", "Upload");
        String id = create("models", request);
        String url = client.get(token, "/v0/models/" + id + "/upload/w.bin")
                .json()
                .path("url")
                .asText();
        assertThat(client.raw(null, "PUT", url, sized(CONTENT), Map.of()).status())
                .isEqualTo(200);
        assertThat(client.post(token, "/v0/models/" + id + "/finalize", null).text())
                .isEqualTo("null");
        String mock = create("models", TestingRequests.model("acme"));
        assertThat(client.post(token, "/v0/models/" + mock + "/finalize", null).status())
                .isEqualTo(409);
    }

    /** The store of the tests has a file of its own until it sees that a body has broken off. */
    private void awaitNothingStored(String id) {
        await().atMost(180, SECONDS)
                .untilAsserted(() -> assertThat(client.get(token, "/v0/datasets/" + id + "/downlinks")
                                .json())
                        .isEmpty());
    }

    private String link(String id) {
        return client.get(token, "/v0/datasets/" + id + "/upload/part-0.parquet")
                .json()
                .path("url")
                .asText();
    }

    private static BodyPublisher sized(byte[] content) {
        return BodyPublishers.ofByteArray(content);
    }

    private static BodyPublisher chunked(byte[] content) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(content));
    }
}
