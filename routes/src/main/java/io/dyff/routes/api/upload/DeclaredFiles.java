package io.dyff.routes.api.upload;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.Statuses;
import java.util.Optional;

/**
 * The files that an entity declares and its user uploads; none for entities that take no uploads.
 *
 * @param files list of {path, digest}
 */
record DeclaredFiles(JsonNode files) {
    static DeclaredFiles of(Kind kind, JsonNode entity) {
        JsonPointer at = kind.storage() == null ? null : kind.storage().artifacts();
        return new DeclaredFiles(
                at != null && kind.upload().appliesTo(entity)
                        ? entity.at(at)
                        : Json.mapper().createArrayNode());
    }

    Optional<JsonNode> find(String path) {
        for (JsonNode file : files) {
            if (file.path("path").asText().equals(path)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    /** True when all have come, and nothing wrong was found of them so far. */
    boolean haveCome(Kind kind, String status) {
        boolean looksAt = kind.looksAtUploads() && !Statuses.takesUploads(status) && !Statuses.isTerminal(status);
        return !files.isEmpty() && (status.equals(kind.success()) || looksAt);
    }

    /** True while files may still come. */
    boolean isOpen(String status) {
        return !files.isEmpty() && Statuses.takesUploads(status);
    }
}
