package io.dyff.kube.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.kube.Json;
import io.dyff.kube.object.ApiError;
import io.dyff.kube.object.DeleteOptions;
import io.dyff.kube.object.Deletion;
import io.dyff.kube.object.Objects;
import io.dyff.kube.object.Part;
import io.dyff.kube.object.Patch;
import io.dyff.kube.object.ResourceType;
import io.dyff.kube.object.WriteOptions;
import io.dyff.kube.schema.Cause;
import io.dyff.kube.store.Stored;
import java.util.ArrayList;
import java.util.List;

/** The verbs that write, on objects and their status. */
public final class Writing {

    private static final String APPLY = "application/apply-patch";
    private static final int LONGEST_MANAGER = 128;

    private final Objects objects;
    private final Deletion deletion;

    public Writing(Objects objects, Deletion deletion) {
        this.objects = objects;
        this.deletion = deletion;
    }

    static WriteOptions options(Call call) {
        return options(call, List.of());
    }

    /** @param duplicates what is to be said of fields that came twice */
    private static WriteOptions options(Call call, List<String> duplicates) {
        boolean apply = call.mediaType().startsWith(APPLY);
        String force = call.parameter("force");
        if (call.method().equals("PATCH") && !apply && !force.isEmpty()) {
            throw ApiError.invalidOptions(
                    kindOfOptions(call),
                    new Cause("FieldValueForbidden", "force", "Forbidden: may not be specified for non-apply patch"));
        }
        String manager = manager(call);
        if (apply && manager.isEmpty()) {
            throw ApiError.invalidOptions(
                    kindOfOptions(call),
                    new Cause("FieldValueRequired", "fieldManager", "Required value: is required for apply patch"));
        }
        return new WriteOptions(
                isDryRun(call), manager, call.flag("force"), unknownFields(call), duplicates, new ArrayList<>());
    }

    private static WriteOptions.UnknownFields unknownFields(Call call) {
        String wanted = call.parameter("fieldValidation");
        return switch (wanted) {
            case "Strict" -> WriteOptions.UnknownFields.STRICT;
            case "Ignore" -> WriteOptions.UnknownFields.IGNORE;
            case "", "Warn" -> WriteOptions.UnknownFields.WARN;
            default ->
                throw ApiError.invalidOptions(
                        kindOfOptions(call),
                        new Cause(
                                "FieldValueNotSupported",
                                "fieldValidation",
                                "Unsupported value: \"" + wanted
                                        + "\": supported values: \"\", \"Ignore\", \"Strict\", \"Warn\""));
        };
    }

    private static String kindOfOptions(Call call) {
        return switch (call.method()) {
            case "POST" -> "CreateOptions";
            case "PUT" -> "UpdateOptions";
            default -> "PatchOptions";
        };
    }

    /** Who gives no name is known by that of his program. */
    private static String manager(Call call) {
        String given = call.parameter("fieldManager");
        if (given.isEmpty() && !call.mediaType().startsWith(APPLY)) {
            String program = call.userAgent().split("/", 2)[0];
            return program.substring(0, Math.min(program.length(), LONGEST_MANAGER));
        } else if (given.length() > LONGEST_MANAGER) {
            throw ApiError.badRequest("fieldManager may have " + LONGEST_MANAGER + " characters at most");
        }
        return given;
    }

    private static boolean isDryRun(Call call) {
        String value = call.parameter("dryRun");
        if (!value.isEmpty() && !value.equals("All")) {
            throw ApiError.badRequest("invalid dryRun \"" + value + "\": supported values: \"All\"");
        }
        return !value.isEmpty();
    }

    private static Answer answer(int code, ObjectNode object, WriteOptions options) {
        return new Answer.Document(code, "application/json", Json.bytes(object), options.warnings());
    }

    private static Part part(ResourcePath path) {
        return path.subresource().equals("status") ? Part.STATUS : Part.WHOLE;
    }

    Answer create(Call call, ResourceType type, ResourcePath path) {
        Body body = call.parsed();
        WriteOptions options = options(call, duplicates(call, body));
        return answer(201, objects.create(type, path.namespace(), body.object(), options), options);
    }

    Answer update(Call call, ResourceType type, ResourcePath path) {
        Body body = call.parsed();
        WriteOptions options = options(call, duplicates(call, body));
        ObjectNode object = objects.update(type, path.namespace(), path.name(), part(path), body.object(), options);
        return answer(200, object, options);
    }

    Answer patch(Call call, ResourceType type, ResourcePath path) {
        Body body = call.parsed();
        Patch patch = new Patch(form(call), body.tree());
        if (patch.form() == Patch.Form.APPLY) {
            return apply(call, type, path, body);
        }
        WriteOptions options = options(call, duplicates(call, body));
        return answer(200, objects.patch(type, path.namespace(), path.name(), part(path), patch, options), options);
    }

    private Answer apply(Call call, ResourceType type, ResourcePath path, Body body) {
        WriteOptions options = options(call);
        if (options.unknownFields() == WriteOptions.UnknownFields.STRICT
                && !body.duplicates().isEmpty()) {
            throw ApiError.badRequest(
                    "error strict decoding YAML: error converting YAML to JSON: " + inYaml(body.duplicates()));
        } else if (options.unknownFields() == WriteOptions.UnknownFields.WARN) {
            options.warnings().addAll(body.duplicates());
        }
        Objects.Applied applied =
                objects.apply(type, path.namespace(), path.name(), part(path), body.object(), options);
        return answer(applied.created() ? 201 : 200, applied.object(), options);
    }

    /** What is said of them depends on what they came in. */
    private static List<String> duplicates(Call call, Body body) {
        if (body.duplicates().isEmpty()) {
            return List.of();
        } else if (call.mediaType().contains("yaml")) {
            return List.of(inYaml(body.duplicates()));
        } else if (body.tree().isArray()) {
            return body.duplicates().stream().map(each -> "json patch " + each).toList();
        }
        return body.duplicates();
    }

    private static String inYaml(List<String> duplicates) {
        return "yaml: unmarshal errors:\n  " + String.join("\n  ", duplicates);
    }

    static Patch.Form form(Call call) {
        return switch (call.mediaType()) {
            case "application/json-patch+json" -> Patch.Form.JSON;
            case "application/merge-patch+json" -> Patch.Form.MERGE;
            case "application/strategic-merge-patch+json" -> Patch.Form.STRATEGIC;
            case "application/apply-patch+yaml", "application/apply-patch+json" -> Patch.Form.APPLY;
            default ->
                throw ApiError.unsupportedMediaType(
                        call.mediaType(),
                        "application/json-patch+json, application/merge-patch+json, application/strategic-merge-patch+json,"
                                + " application/apply-patch+yaml");
        };
    }

    static DeleteOptions deleteOptions(Call call) {
        return deleteOptions(call, call.tree());
    }

    /** @param body the options; may be missing */
    static DeleteOptions deleteOptions(Call call, JsonNode body) {
        DeleteOptions fromQuery = new DeleteOptions(
                "",
                "",
                DeleteOptions.propagation(call.parameter("propagationPolicy")),
                call.number("gracePeriodSeconds"),
                isDryRun(call));
        return DeleteOptions.of(body, fromQuery);
    }

    Answer delete(Call call, ResourceType type, ResourcePath path) {
        Deletion.Outcome outcome = deletion.delete(type, type.key(path.namespace(), path.name()), deleteOptions(call));
        boolean shown = !outcome.gone() || type.is("", "pods");
        return Answer.json(200, shown ? outcome.object() : success(type, outcome.object()));
    }

    private static ObjectNode success(ResourceType type, JsonNode object) {
        ObjectNode status =
                Json.object().put("kind", "Status").put("apiVersion", "v1").put("status", "Success");
        status.putObject("metadata");
        status.putObject("details")
                .put("name", object.path("metadata").path("name").asText())
                .put("group", type.group())
                .put("kind", type.plural())
                .put("uid", object.path("metadata").path("uid").asText());
        return status;
    }

    Answer deleteAll(Call call, ResourceType type, ResourcePath path, Reading reading) {
        List<Stored> deleted = deletion.deleteAll(type, reading.selection(call, type, path), deleteOptions(call));
        ObjectNode list = Json.object().put("kind", type.listKind()).put("apiVersion", type.apiVersion());
        list.putObject("metadata");
        ArrayNode items = list.putArray("items");
        deleted.forEach(stored -> items.add(stored.tree()));
        return Answer.json(200, list);
    }
}
