package io.dyff.kube.object;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.dyff.kube.Json;
import io.dyff.kube.schema.Cause;
import io.dyff.kube.store.Key;
import java.util.List;
import java.util.stream.Collectors;

/** A refusal as clients expect it: an HTTP code and a Status object. */
public final class ApiError extends RuntimeException {

    private final int code;
    private final ObjectNode status;

    private ApiError(int code, String reason, String message) {
        super(message);
        this.code = code;
        this.status = Json.object()
                .put("kind", "Status")
                .put("apiVersion", "v1")
                .put("status", "Failure")
                .put("message", message)
                .put("reason", reason)
                .put("code", code);
        status.putObject("metadata");
    }

    public int code() {
        return code;
    }

    public ObjectNode status() {
        return status;
    }

    private ApiError about(ResourceType type, String name) {
        ObjectNode details = Json.child(status, "details");
        details.put("name", name).put("group", type.group()).put("kind", type.plural());
        return this;
    }

    private ApiError because(List<Cause> causes) {
        ArrayNode array = Json.child(status, "details").putArray("causes");
        causes.forEach(cause -> array.addObject()
                .put("reason", cause.reason())
                .put("message", cause.message())
                .put("field", cause.field()));
        return this;
    }

    public static ApiError badRequest(String message) {
        return new ApiError(400, "BadRequest", message);
    }

    public static ApiError unauthorized() {
        return new ApiError(401, "Unauthorized", "Unauthorized");
    }

    public static ApiError noSuchPath() {
        return new ApiError(404, "NotFound", "the server could not find the requested resource");
    }

    public static ApiError notFound(ResourceType type, String name) {
        return new ApiError(404, "NotFound", type.resource() + " \"" + name + "\" not found").about(type, name);
    }

    public static ApiError methodNotAllowed(String what) {
        return new ApiError(
                405, "MethodNotAllowed", "the server does not allow this method on the requested resource: " + what);
    }

    public static ApiError notAcceptable(String message) {
        return new ApiError(406, "NotAcceptable", message);
    }

    public static ApiError alreadyExists(ResourceType type, String name) {
        return new ApiError(409, "AlreadyExists", type.resource() + " \"" + name + "\" already exists")
                .about(type, name);
    }

    static ApiError beingDeleted(ResourceType type, String name) {
        return new ApiError(
                        409,
                        "AlreadyExists",
                        "object is being deleted: " + type.resource() + " \"" + name + "\" already exists")
                .about(type, name);
    }

    /** A delete that names another object than there is. */
    static ApiError otherObject(ResourceType type, String name, String why) {
        String kind = type.kind() + (type.group().isEmpty() ? "" : "." + type.group());
        ApiError error = new ApiError(
                        409, "Conflict", "Operation cannot be fulfilled on " + kind + " \"" + name + "\": " + why)
                .about(type, name);
        Json.child(error.status, "details").put("kind", type.kind());
        return error;
    }

    static ApiError namespaceEnds(ResourceType type, String name, String namespace) {
        return forbidden(
                        type,
                        name,
                        "unable to create new content in namespace " + namespace + " because it is being terminated")
                .because(List.of(new Cause(
                        "NamespaceTerminating",
                        "metadata.namespace",
                        "namespace " + namespace + " is being terminated")));
    }

    public static ApiError conflict(ResourceType type, String name, String why) {
        String message = "Operation cannot be fulfilled on " + type.resource() + " \"" + name + "\": " + why;
        return new ApiError(409, "Conflict", message).about(type, name);
    }

    public static ApiError modified(ResourceType type, Key key) {
        return conflict(
                type,
                key.name(),
                "the object has been modified; please apply your changes to the latest version and try again");
    }

    /** @param causes one for each field that another manager set */
    public static ApiError applyConflict(String message, List<Cause> causes) {
        return new ApiError(409, "Conflict", message).because(causes);
    }

    public static ApiError expired(String message) {
        return new ApiError(410, "Expired", message);
    }

    public static ApiError tooLarge(int limit) {
        return new ApiError(413, "RequestEntityTooLarge", "limit is " + limit + " bytes");
    }

    public static ApiError unsupportedMediaType(String type, String accepted) {
        String message = "the body of the request was in an unknown format (" + type
                + ") - accepted media types include: " + accepted;
        return new ApiError(415, "UnsupportedMediaType", message);
    }

    public static ApiError invalid(ResourceType type, String name, List<Cause> causes) {
        String shown = causes.stream().map(Cause::text).collect(Collectors.joining(", "));
        String all = causes.size() == 1 ? shown : "[" + shown + "]";
        String kind = type.kind() + (type.group().isEmpty() ? "" : "." + type.group());
        ApiError error = new ApiError(422, "Invalid", kind + " \"" + name + "\" is invalid: " + all)
                .about(type, name)
                .because(causes);
        Json.child(error.status, "details").put("kind", type.kind());
        return error;
    }

    public static ApiError unprocessablePatch(ResourceType type, String why) {
        return new ApiError(422, "Invalid", "the server rejected our request due to an error in our request: " + why)
                .about(type, "");
    }

    /** @param result what the patch made of the object */
    static ApiError invalidPatch(String result, String why) {
        Cause cause = Cause.invalid("patch", TextNode.valueOf(result).toString(), why);
        return new ApiError(422, "Invalid", " \"\" is invalid: " + cause.text()).because(List.of(cause));
    }

    /** @param kind of the options, such as PatchOptions */
    public static ApiError invalidOptions(String kind, Cause cause) {
        return new ApiError(422, "Invalid", kind + ".meta.k8s.io \"\" is invalid: " + cause.text())
                .because(List.of(cause));
    }

    /** The real server takes this for a fault of its own. */
    static ApiError untypable(String message) {
        return new ApiError(500, "", message);
    }

    public static ApiError forbidden(ResourceType type, String name, String why) {
        return new ApiError(403, "Forbidden", type.resource() + " \"" + name + "\" is forbidden: " + why)
                .about(type, name);
    }

    public static ApiError internal(String message) {
        return new ApiError(500, "InternalError", "Internal error occurred: " + message);
    }

    /** @param reason of the status, such as Invalid: it decides the code */
    static ApiError denied(ResourceType type, String name, String why, String reason) {
        int code = switch (reason) {
            case "Unauthorized" -> 401;
            case "Forbidden" -> 403;
            case "RequestEntityTooLarge" -> 413;
            default -> 422;
        };
        String message = type.resource() + " \"" + name + "\" is forbidden: " + why;
        return new ApiError(code, reason, message).about(type, name).because(List.of(new Cause("", "", why)));
    }

    /** @param current the newest version there is */
    public static ApiError tooLargeVersion(long wanted, long current) {
        ApiError error =
                new ApiError(504, "Timeout", "Too large resource version: " + wanted + ", current: " + current);
        error.because(List.of(new Cause("ResourceVersionTooLarge", "", "Too large resource version")));
        Json.child(error.status, "details").put("retryAfterSeconds", 1);
        return error;
    }
}
