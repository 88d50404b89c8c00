package io.dyff.routes.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.json.Digests;
import io.dyff.routes.json.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HexFormat;
import java.util.Map;

/** Pushes the smallest image there is: a configuration and no layers. */
final class TestingImages {
    static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    static final byte[] CONFIG = "{}".getBytes(UTF_8);
    private final TestingClient client;
    private final String token;
    private final String repository;

    TestingImages(TestingClient client, String token, String artifact) {
        this.client = client;
        this.token = token;
        this.repository = "/v2/artifacts/" + artifact;
    }

    static String digest(byte[] content) {
        return "sha256:" + HexFormat.of().formatHex(Digests.of("SHA-256").digest(content));
    }

    static byte[] manifest(byte[] config) {
        ObjectNode manifest = Json.object().put("schemaVersion", 2).put("mediaType", MANIFEST);
        manifest.putObject("config")
                .put("mediaType", "application/vnd.oci.image.config.v1+json")
                .put("digest", digest(config))
                .put("size", config.length);
        manifest.putArray("layers");
        return Json.bytes(manifest);
    }

    void push() {
        assertThat(blob(CONFIG).status()).isEqualTo(201);
        assertThat(manifest("latest", manifest(CONFIG)).status()).isEqualTo(201);
    }

    TestingClient.Answer blob(byte[] content) {
        return send("POST", "/blobs/uploads/?digest=" + digest(content), content, Map.of());
    }

    TestingClient.Answer manifest(String reference, byte[] manifest) {
        return send("PUT", "/manifests/" + reference, manifest, Map.of("Content-Type", MANIFEST));
    }

    TestingClient.Answer send(String method, String path, byte[] content, Map<String, String> headers) {
        return client.raw(token, method, repository + path, BodyPublishers.ofByteArray(content), headers);
    }
}
