package io.dyff.kube.object;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.kube.schema.Cause;
import java.util.OptionalLong;

/**
 * How an object is to be deleted.
 *
 * @param uid             the object must have it; empty for any
 * @param resourceVersion the object must have it; empty for any
 */
public record DeleteOptions(
        String uid, String resourceVersion, Propagation propagation, OptionalLong graceSeconds, boolean dryRun) {

    private static final String POLICY = "propagationPolicy";

    /** What happens to dependents; unless an earlier delete said otherwise, they are collected afterwards. */
    public enum Propagation {
        UNSAID,
        BACKGROUND,
        FOREGROUND,
        ORPHAN
    }

    /** @param body may be missing; fields in it win over {@code fallback}, which comes from the query */
    public static DeleteOptions of(JsonNode body, DeleteOptions fallback) {
        JsonNode preconditions = body.path("preconditions");
        boolean dryRun = fallback.dryRun;
        for (JsonNode value : body.path("dryRun")) {
            dryRun |= value.asText().equals("All");
        }
        Propagation propagation =
                body.hasNonNull(POLICY) ? propagation(body.get(POLICY).asText()) : fallback.propagation;
        if (body.hasNonNull("orphanDependents") && propagation != Propagation.UNSAID) {
            throw invalid(Cause.invalid(
                    POLICY,
                    body.path(POLICY).toString(),
                    "orphanDependents and deletionPropagation cannot be both set"));
        } else if (body.path("orphanDependents").asBoolean(false)) {
            propagation = Propagation.ORPHAN;
        }
        return new DeleteOptions(
                preconditions.path("uid").asText(fallback.uid),
                preconditions.path("resourceVersion").asText(fallback.resourceVersion),
                propagation,
                body.hasNonNull("gracePeriodSeconds")
                        ? OptionalLong.of(body.get("gracePeriodSeconds").asLong())
                        : fallback.graceSeconds,
                dryRun);
    }

    public static Propagation propagation(String text) {
        return switch (text) {
            case "" -> Propagation.UNSAID;
            case "Background" -> Propagation.BACKGROUND;
            case "Foreground" -> Propagation.FOREGROUND;
            case "Orphan" -> Propagation.ORPHAN;
            default ->
                throw invalid(new Cause(
                        "FieldValueNotSupported",
                        POLICY,
                        "Unsupported value: \"" + text
                                + "\": supported values: \"Foreground\", \"Background\", \"Orphan\", \"nil\""));
        };
    }

    private static ApiError invalid(Cause cause) {
        return ApiError.invalidOptions("DeleteOptions", cause);
    }
}
