package io.dyff.routes.kind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.json.Storable;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the conditions of a custom resource mean for its entity, in the kind's own words. Source: contract/operator.md
 * section 7.
 *
 * @param status the entity's status
 * @param reason with that status; absent for a success
 * @param message with a failure, if the cluster gave one
 */
public record Report(
        String status, @Nullable String reason, @Nullable String message) {

    /** The object is gone although nothing had ended. */
    public static final Report VANISHED = new Report(Statuses.TERMINATED, "KubernetesResourceDeleted", null);

    /**
     * @param conditions {@code .status.conditions}; anything else says nothing
     * @return the end before any progress; empty when there is nothing to say yet
     */
    public static Optional<Report> of(Kind kind, JsonNode conditions) {
        if (kind.success() != null && find(conditions, kind.success()).isPresent()) {
            return Optional.of(new Report(kind.success(), null, null));
        }
        return find(conditions, kind.failure())
                .map(c -> new Report(kind.failure(), text(c, "reason"), text(c, "message")))
                .or(() -> progress(kind, conditions));
    }

    /** The patch that says so. */
    public ObjectNode patch(ObjectNode patch) {
        return patch.put("status", status).put("reason", reason).put("message", message);
    }

    private static Optional<Report> progress(Kind kind, JsonNode conditions) {
        Map<String, Kind.Progress> words =
                kind.cluster() == null ? Map.of() : kind.cluster().progress();
        return words.entrySet().stream()
                .filter(word -> find(conditions, word.getKey()).isPresent())
                .map(word ->
                        new Report(word.getValue().status(), word.getValue().reason(), null))
                .findFirst();
    }

    private static Optional<JsonNode> find(JsonNode conditions, String type) {
        for (JsonNode condition : conditions) {
            if (type.equals(condition.path("type").asText())
                    && "True".equals(condition.path("status").asText())) {
                return Optional.of(condition);
            }
        }
        return Optional.empty();
    }

    /** An empty text is as good as none; what nobody can store is replaced, so that the report itself is not refused. */
    private static @Nullable String text(JsonNode condition, String field) {
        String text = condition.path(field).textValue();
        return text == null || text.isEmpty() ? null : Storable.cleaned(text);
    }
}
