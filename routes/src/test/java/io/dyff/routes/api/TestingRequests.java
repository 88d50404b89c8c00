package io.dyff.routes.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;

/** Create requests that the platform accepts. */
public final class TestingRequests {
    public static final byte[] CONTENT = "hello".getBytes(StandardCharsets.UTF_8);

    private TestingRequests() {}

    public static ObjectNode dataset(String account) {
        return dataset(account, "part-0.parquet", CONTENT);
    }

    public static ObjectNode dataset(String account, String path, byte[] content) {
        ObjectNode request = Json.object().put("account", account).put("name", "d");
        ObjectNode artifact = request.putArray("artifacts").addObject();
        artifact.put("kind", "parquet").put("path", path).putObject("digest").put("md5", md5(content));
        request.putObject("schema").put("arrowSchema", TestingSchemas.QUESTIONS);
        return request;
    }

    public static ObjectNode model(String account) {
        ObjectNode request = Json.object().put("account", account).put("name", "m");
        request.putObject("artifact").put("kind", "Mock");
        request.putObject("source").put("kind", "Mock");
        request.putObject("resources");
        return request;
    }

    public static ObjectNode service(String account, String model) {
        ObjectNode request =
                Json.object().put("account", account).put("name", "s").put("model", model);
        ObjectNode runner = request.putObject("runner").put("kind", "mock");
        runner.putObject("resources");
        runner.putObject("image")
                .put("host", "registry.example.org")
                .put("name", "dyff/workflows/inferenceservice-mock")
                .put("digest", "sha256:" + "ab".repeat(32));
        request.putObject("interface")
                .put("endpoint", "generate")
                .putObject("outputSchema")
                .put("arrowSchema", TestingSchemas.TEXTS);
        return request;
    }

    /** A request that says nothing but its account. */
    static ObjectNode named(String account) {
        return Json.object().put("account", account);
    }

    public static ObjectNode session(String account, String service) {
        return Json.object().put("account", account).put("inferenceService", service);
    }

    public static ObjectNode evaluation(String account, String dataset, String service) {
        ObjectNode request = Json.object().put("account", account).put("dataset", dataset);
        request.putObject("inferenceSession").put("inferenceService", service);
        return request;
    }

    public static ObjectNode quota(String account, String limit) {
        return Json.object()
                .put("principal", "accounts/" + account)
                .put("resource", "workflows.dyff.io/admitted")
                .put("flavor", "Total")
                .put("limit", limit);
    }

    public static String md5(byte[] content) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("MD5").digest(content));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
