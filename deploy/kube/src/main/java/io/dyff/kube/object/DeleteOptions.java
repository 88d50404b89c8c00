package io.dyff.kube.object;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalLong;

/**
 * How an object is to be deleted.
 *
 * @param uid             the object must have it; empty for any
 * @param resourceVersion the object must have it; empty for any
 */
public record DeleteOptions(
        String uid, String resourceVersion, Propagation propagation, OptionalLong graceSeconds, boolean dryRun) {

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
        Propagation propagation = body.hasNonNull("propagationPolicy")
                ? propagation(body.get("propagationPolicy").asText())
                : fallback.propagation;
        if (body.path("orphanDependents").asBoolean(false)) {
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
                throw ApiError.badRequest("invalid propagationPolicy \"" + text
                        + "\": supported values: \"Background\", \"Foreground\", \"Orphan\"");
        };
    }
}
