package io.dyff.kube.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.kube.patch.MergePatch;
import io.dyff.kube.patch.StrategicMerge;
import io.fabric8.zjsonpatch.JsonPatch;
import io.fabric8.zjsonpatch.JsonPatchException;

/** A change of a part of an object, in one of the forms that clients send; apply patches are handled apart. */
public record Patch(Form form, JsonNode document) {

    /** The forms, by their media types. */
    public enum Form {
        JSON,
        MERGE,
        STRATEGIC,
        APPLY
    }

    /** @param current may be changed and be part of the result */
    ObjectNode apply(ResourceType type, ObjectNode current) {
        JsonNode result = switch (form) {
            case JSON -> json(type, current);
            case MERGE -> MergePatch.apply(current, requireObject());
            case STRATEGIC -> strategic(type, current);
            case APPLY -> throw new IllegalStateException("An apply patch needs its manager");
        };
        if (result instanceof ObjectNode object) {
            return object;
        }
        throw ApiError.badRequest("the patch does not leave an object");
    }

    /** Applies the patch to something that is not stored itself, where strategic and merge patches are the same. */
    public ObjectNode applyPlainly(ObjectNode current) {
        JsonNode result =
                form == Form.JSON ? JsonPatch.apply(document, current) : MergePatch.apply(current, requireObject());
        if (result instanceof ObjectNode object) {
            return object;
        }
        throw ApiError.badRequest("the patch does not leave an object");
    }

    private JsonNode json(ResourceType type, ObjectNode current) {
        if (!document.isArray()) {
            throw ApiError.badRequest("a JSON patch must be an array of operations");
        }
        try {
            return JsonPatch.apply(document, current);
        } catch (JsonPatchException | IllegalArgumentException e) {
            throw ApiError.unprocessablePatch(type, String.valueOf(e.getMessage()));
        }
    }

    private JsonNode strategic(ResourceType type, ObjectNode current) {
        if (type.custom()) {
            throw ApiError.unsupportedMediaType(
                    "application/strategic-merge-patch+json",
                    "application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml");
        }
        return StrategicMerge.apply(type.schema(), current, requireObject());
    }

    ObjectNode requireObject() {
        if (document instanceof ObjectNode object) {
            return object;
        }
        throw ApiError.badRequest("the patch must be an object");
    }
}
