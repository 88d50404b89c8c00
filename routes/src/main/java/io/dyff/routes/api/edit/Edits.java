package io.dyff.routes.api.edit;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.api.ApiCall;
import io.dyff.routes.api.EntityRow;
import io.dyff.routes.entity.Schemas;
import io.dyff.routes.event.EntityLimits;
import io.dyff.routes.event.EventType;
import io.dyff.routes.event.WorkflowEvent;
import io.dyff.routes.fold.MergePatch;
import io.dyff.routes.http.problem.FieldError;
import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.kind.Statuses;
import io.dyff.routes.kind.operation.PathTemplate;
import java.util.List;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/** The events of edits and endings; none for an edit of nothing, and for an entity that has come to that end already. */
public final class Edits {
    private static final JsonPointer LABELS = JsonPointer.compile("/labels");
    private static final JsonPointer DOCUMENTATION = JsonPointer.compile("/metadata/documentation");
    private final EntityLimits limits;
    private final Schemas schemas;
    private final MergePatch merge;

    public Edits(EntityLimits limits, Kinds kinds, Schemas schemas) {
        this.limits = limits;
        this.schemas = schemas;
        this.merge = MergePatch.of(kinds);
    }

    /** Merges labels. */
    public @Nullable WorkflowEvent labels(
            @Variable("call") ApiCall call, @Variable("row") EntityRow row, @Variable("request") JsonNode request) {
        return edit(call, row, EventType.LABELS, LABELS, request.path("labels"));
    }

    /** Merges documentation. */
    public @Nullable WorkflowEvent documentation(
            @Variable("call") ApiCall call, @Variable("row") EntityRow row, @Variable("request") JsonNode request) {
        return edit(call, row, EventType.DOCUMENTATION, DOCUMENTATION, request.path("documentation"));
    }

    /** Merges the fields of the request, into the entity or into the part of it that the path names. */
    public @Nullable WorkflowEvent fields(
            @Variable("call") ApiCall call, @Variable("row") EntityRow row, @Variable("request") ObjectNode request) {
        request.remove("schemaVersion");
        ObjectNode patch = request;
        PathTemplate below = call.operation().below();
        if (below != null) {
            JsonPointer at = JsonPointer.compile(below.filled(call::pathId));
            if (row.body().at(at).isMissingNode()) {
                throw Problem.notFound().exception();
            }
            patch = Json.object();
            patch.withObject(at).setAll(request);
        }
        if (request.isEmpty()) {
            return null;
        }
        checkForm(row, patch);
        return patched(call, row, EventType.EDITED, patch);
    }

    /** Adds a part to one of the entity's maps. */
    public WorkflowEvent add(ApiCall call, EntityRow row, String map, String key, ObjectNode part) {
        ObjectNode patch = Json.object();
        patch.putObject(map).set(key, part);
        return patched(call, row, EventType.EDITED, patch);
    }

    /** Ends it for ever; its files stay. */
    public @Nullable WorkflowEvent delete(@Variable("call") ApiCall call, @Variable("row") EntityRow row) {
        return end(call, row.status().equals(Statuses.DELETED), Statuses.DELETED, "DeleteCommand");
    }

    /** Stops what it does. */
    public @Nullable WorkflowEvent terminate(@Variable("call") ApiCall call, @Variable("row") EntityRow row) {
        return end(call, Statuses.isTerminal(row.status()), Statuses.TERMINATED, "TerminateCommand");
    }

    private @Nullable WorkflowEvent edit(
            ApiCall call, EntityRow row, EventType type, JsonPointer at, JsonNode entries) {
        if (entries.isEmpty()) {
            return null;
        }
        ObjectNode patch = Json.object();
        patch.withObject(at).setAll((ObjectNode) entries);
        return patched(call, row, type, patch);
    }

    /** A request may be valid by itself, and still not fit what it edits. */
    private void checkForm(EntityRow row, ObjectNode patch) {
        List<FieldError> errors = schemas.validate(row.kind(), merge.apply(row.body(), patch)).stream()
                .filter(error -> patch.properties().stream()
                        .anyMatch(field -> error.path().startsWith("/" + field.getKey())))
                .toList();
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors).exception();
        }
    }

    private WorkflowEvent patched(ApiCall call, EntityRow row, EventType type, ObjectNode patch) {
        checkRoom(row.body(), patch);
        return call.event(type, patch);
    }

    /** Refuses an edit that the entity has no room for. */
    private void checkRoom(ObjectNode entity, ObjectNode patch) {
        int size = Json.bytes(merge.apply(entity, patch)).length;
        // An edit that frees room is welcome whatever the size.
        if (size > limits.editedBytes() && size > Json.bytes(entity).length) {
            throw Problem.of(
                            413,
                            "the entity would have " + size + " bytes, more than " + limits.editedBytes()
                                    + "; nothing was written")
                    .exception();
        }
    }

    private static @Nullable WorkflowEvent end(ApiCall call, boolean ended, String status, String reason) {
        if (ended) {
            return null;
        }
        ObjectNode patch =
                Json.object().put("status", status).put("reason", reason).putNull("message");
        call.set("ending", patch);
        return call.event(EventType.STATUS, patch);
    }
}
