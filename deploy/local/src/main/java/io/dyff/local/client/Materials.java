package io.dyff.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.local.instance.Examples;
import io.dyff.local.instance.LocalException;
import io.dyff.local.launch.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/** What an evaluation needs before it: an uploaded dataset, a registered model and a service of it. */
public final class Materials {
    private static final String ARTIFACT = "part-0.parquet";
    private final ObjectMapper json = new ObjectMapper();
    private final Project project;
    private final ApiClient api;
    private final Deadline deadline;

    public Materials(Project project, ApiClient api, Deadline deadline) {
        this.project = project;
        this.api = api;
        this.deadline = deadline;
    }

    /** Registers all three and waits until each is Ready. */
    public Examples prepare(Path parquet) throws InterruptedException {
        String dataset = upload(parquet);
        String model = id(api.create("models", request("model")));
        ObjectNode service = request("service");
        awaitStatus("models", model, "Ready");
        service.put("model", model);
        String serviceId = id(api.create("inferenceservices", service));
        awaitStatus("datasets", dataset, "Ready");
        awaitStatus("inferenceservices", serviceId, "Ready");
        return new Examples(dataset, model, serviceId);
    }

    /** The request that asks for the evaluation itself. */
    public ObjectNode evaluation(Examples materials) {
        ObjectNode evaluation = request("evaluation");
        evaluation.put("dataset", materials.dataset());
        evaluation.putObject("inferenceSession").put("inferenceService", materials.service());
        return evaluation;
    }

    private String upload(Path parquet) throws InterruptedException {
        ObjectNode request = request("dataset");
        ObjectNode artifact = request.putArray("artifacts").addObject();
        artifact.put("kind", "parquet").put("path", ARTIFACT);
        artifact.putObject("digest").put("md5", md5(parquet));
        String id = id(api.create("datasets", request));
        awaitStatus("datasets", id, "WaitingForUpload");
        String path = "/datasets/" + id + "/upload/" + ARTIFACT;
        api.upload(ApiClient.accepted("GET " + path, api.get(path)), parquet);
        String finalize = "/datasets/" + id + "/finalize";
        ApiClient.accepted(
                "POST " + finalize,
                // 503 says that nothing was written: a store that has just started may be slow to answer.
                deadline.await(
                        "an answer of POST " + finalize,
                        () -> Optional.of(api.post(finalize, null)).filter(answer -> answer.status() != 503)));
        return id;
    }

    private void awaitStatus(String resource, String id, String wanted) throws InterruptedException {
        deadline.await(resource + " " + id + " becoming " + wanted, () -> {
            JsonNode entity = api.entity(resource, id);
            String status = entity.path("status").asText();
            if (status.equals("Error") || status.equals("Failed")) {
                throw LocalException.failed(resource + " " + id + " is " + status + ": " + entity.path("reason") + " "
                        + entity.path("message"));
            }
            return status.equals(wanted) ? Optional.of(entity) : Optional.empty();
        });
    }

    private ObjectNode request(String name) {
        Path file = project.file("deploy/local/data/requests/" + name + ".json");
        try {
            return (ObjectNode) json.readTree(file.toFile());
        } catch (IOException e) {
            throw LocalException.failed(file + " cannot be read: " + e.getMessage());
        }
    }

    private static String id(JsonNode entity) {
        return entity.path("id").asText();
    }

    private static String md5(Path file) {
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            return Base64.getEncoder().encodeToString(digest.digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no MD5", e);
        } catch (IOException e) {
            throw LocalException.failed(file + " cannot be read: " + e.getMessage());
        }
    }
}
