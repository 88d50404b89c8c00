package io.dyff.routes.entity;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.problem.FieldError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the schemas of create requests cannot say. Source: contract/schema.md sections 2, 8 and 15; contract/api.md
 * section 7. The lower bounds of counts are the platform's own: no cluster can run zero or minus one of something.
 */
final class RequestRules {
    private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
    private static final Pattern HOST = Pattern.compile("[^/_?#\\s]*");
    private static final int MD5_BYTES = 16;
    private static final Map<String, List<Rule>> RULES = Map.of(
            "DatasetCreateRequest", List.of(files("/artifacts")),
            "ModelCreateRequest", List.of(files("/artifact/volume/files"), RequestRules::modelArtifact),
            "InferenceServiceCreateRequest", List.of(RequestRules::runner, atLeastOne("/runner/accelerator/gpu/count")),
            "InferenceSessionCreateRequest",
                    List.of(future("/expires"), atLeastOne("/replicas"), atLeastOne("/accelerator/gpu/count")),
            "InferenceSessionTokenCreateRequest", List.of(future("/expires")),
            "EvaluationCreateRequest",
                    List.of(
                            RequestRules::oneSession,
                            future("/inferenceSession/expires"),
                            atLeastOne("/replications"),
                            atLeastOne("/workersPerReplica"),
                            atLeastOne("/inferenceSession/replicas"),
                            atLeastOne("/inferenceSession/accelerator/gpu/count")),
            "QuotaCreateRequest", List.of(RequestRules::quota));

    private RequestRules() {}

    /** What the valid document still breaks. */
    static List<FieldError> errors(String schema, JsonNode request) {
        List<FieldError> errors = new ArrayList<>();
        account(request, errors);
        RULES.getOrDefault(schema, List.of()).forEach(rule -> rule.check(request, errors));
        return errors;
    }

    private static void account(JsonNode request, List<FieldError> errors) {
        if (request.has("account")
                && !ACCOUNT.matcher(request.path("account").asText()).matches()) {
            errors.add(new FieldError(
                    "/account",
                    "must be a label value: 1 to 63 letters, digits, '-', '_' or '.', with no mark at an end"));
        }
    }

    private static Rule files(String at) {
        return (request, errors) -> {
            Set<String> seen = new HashSet<>();
            JsonNode files = request.at(at);
            for (int i = 0; i < files.size(); i++) {
                String path = files.get(i).path("path").asText();
                String where = at + "/" + i;
                ArtifactPath.error(path).ifPresent(e -> errors.add(new FieldError(where + "/path", e)));
                if (!seen.add(path)) {
                    errors.add(new FieldError(where + "/path", "stands here twice"));
                }
                JsonNode md5 = files.get(i).at("/digest/md5");
                if (md5.isTextual() && !isMd5(md5.asText())) {
                    errors.add(new FieldError(where + "/digest/md5", "must be the base64 text of 16 bytes"));
                }
            }
        };
    }

    private static boolean isMd5(String text) {
        try {
            return Base64.getDecoder().decode(text).length == MD5_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void modelArtifact(JsonNode request, List<FieldError> errors) {
        boolean isVolume = request.at("/artifact/kind").asText().equals("Volume");
        boolean hasFiles = !request.at("/artifact/volume/files").isEmpty();
        if (isVolume && !hasFiles) {
            errors.add(new FieldError("/artifact/volume/files", "a Volume needs at least one file"));
        }
        if (isVolume != request.at("/source/kind").asText().equals("Upload")) {
            errors.add(new FieldError("/source/kind", "Upload goes with the artifact kind Volume, and only with it"));
        }
    }

    private static void runner(JsonNode request, List<FieldError> errors) {
        JsonNode runner = request.path("runner");
        if (!runner.isObject()) {
            errors.add(new FieldError("/runner", "is required"));
            return;
        }
        if (runner.has("image") == runner.has("imageRef")) {
            errors.add(new FieldError("/runner", "needs exactly one of image and imageRef"));
        }
        if (!HOST.matcher(runner.at("/image/host").asText()).matches()) {
            errors.add(new FieldError("/runner/image/host", "must be a host or host:port"));
        }
        JsonNode mounts = runner.path("volumeMounts");
        for (int i = 0; i < mounts.size(); i++) {
            boolean data = mounts.get(i).path("kind").asText().equals("Data");
            if (mounts.get(i).has("data") != data || mounts.get(i).has("scratch") == data) {
                errors.add(new FieldError("/runner/volumeMounts/" + i, "needs the member of its kind, and no other"));
            }
        }
    }

    private static void oneSession(JsonNode request, List<FieldError> errors) {
        if (request.has("inferenceSession") == request.has("inferenceSessionReference")) {
            errors.add(new FieldError("", "needs exactly one of inferenceSession and inferenceSessionReference"));
        }
    }

    private static void quota(JsonNode request, List<FieldError> errors) {
        boolean rate = request.path("flavor").asText().equals("Rate");
        if (rate && !request.has("duration")) {
            errors.add(new FieldError("/duration", "is required for the flavor Rate"));
        }
        for (String field : List.of("duration", "epoch")) {
            if (!rate && request.has(field)) {
                errors.add(new FieldError("/" + field, "is not allowed for the flavor Total"));
            }
        }
        String limit = request.path("limit").asText("0");
        if (!limit.equals(Quantity.UNLIMITED) && Quantity.whole(limit).isEmpty()) {
            errors.add(new FieldError("/limit", "must be a whole number or " + Quantity.UNLIMITED));
        }
        if (!isPrincipal(request.path("principal").asText())) {
            errors.add(new FieldError("/principal", "must be __global__ or accounts/<account>"));
        }
    }

    private static boolean isPrincipal(String principal) {
        return principal.equals("__global__")
                || (principal.startsWith("accounts/")
                        && ACCOUNT.matcher(principal.substring("accounts/".length()))
                                .matches());
    }

    private static Rule future(String at) {
        return (request, errors) -> {
            JsonNode time = request.at(at);
            if (time.isTextual() && !Instant.parse(time.asText()).isAfter(Instant.now())) {
                errors.add(new FieldError(at, "lies in the past"));
            }
        };
    }

    private static Rule atLeastOne(String at) {
        return (request, errors) -> {
            JsonNode count = request.at(at);
            if (count.isNumber() && count.decimalValue().signum() <= 0) {
                errors.add(new FieldError(at, "must be at least 1"));
            }
        };
    }

    /** One rule; adds to the errors what the request breaks. */
    private interface Rule {
        void check(JsonNode request, List<FieldError> errors);
    }
}
