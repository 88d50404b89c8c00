package io.dyff.routes.orchestrate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.json.Json;
import java.time.Instant;
import java.util.UUID;

/** Fresh entities that the platform can run, as the api makes them. */
public final class Entities {
    private Entities() {}

    public static String id() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    /** An entity of any kind, with the common fields only. */
    public static ObjectNode entity(String kind, String account) {
        return Json.object()
                .put("kind", kind)
                .put("id", id())
                .put("account", account)
                .put("schemaVersion", "0.1")
                .put("status", "Created")
                .put("creationTime", Instant.now().toString());
    }

    public static ObjectNode dataset(String account) {
        return entity("Dataset", account).put("name", "greetings");
    }

    public static ObjectNode model(String account, String artifact) {
        ObjectNode model = entity("Model", account).put("name", "tiny");
        model.putObject("artifact").put("kind", artifact);
        return model;
    }

    /** One whose files are on a hub. */
    public static ObjectNode hubModel(String account) {
        ObjectNode model = model(account, "HuggingFaceCache");
        model.putObject("source")
                .put("kind", "HuggingFaceHub")
                .putObject("huggingFaceHub")
                .put("repoID", "acme/tiny")
                .put("revision", "main");
        return model;
    }

    public static ObjectNode service(String account, String model) {
        ObjectNode service = entity("InferenceService", account).put("name", "tiny");
        service.putObject("model").put("id", model);
        return service;
    }

    public static ObjectNode session(String account, String service) {
        ObjectNode session = entity("InferenceSession", account);
        template(session, service);
        return session;
    }

    public static ObjectNode evaluation(String account, String dataset, String service) {
        ObjectNode evaluation =
                entity("Evaluation", account).put("dataset", dataset).put("replications", 2);
        template(evaluation.putObject("inferenceSession"), service);
        return evaluation;
    }

    public static ObjectNode quota(String principal, String resource, String flavor, String limit) {
        return Json.object()
                .put("kind", "Quota")
                .put("id", id())
                .put("account", "__system__")
                .put("status", "Ready")
                .put("creationTime", Instant.now().toString())
                .put("principal", principal)
                .put("resource", resource)
                .put("flavor", flavor)
                .put("limit", limit);
    }

    private static void template(ObjectNode session, String service) {
        session.put("replicas", 1).put("useSpotPods", false);
        ObjectNode embedded = session.putObject("inferenceService").put("id", service);
        embedded.putObject("runner").put("kind", "mock").putObject("resources").put("memory", "64Mi");
        embedded.putObject("interface")
                .put("endpoint", "openai/v1/completions")
                .putObject("outputSchema")
                .put("arrowSchema", "/////w==");
    }
}
