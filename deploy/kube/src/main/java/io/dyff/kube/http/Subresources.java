package io.dyff.kube.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.kube.Json;
import io.dyff.kube.LogSource;
import io.dyff.kube.object.ApiError;
import io.dyff.kube.object.Deletion;
import io.dyff.kube.object.Objects;
import io.dyff.kube.object.Part;
import io.dyff.kube.object.Patch;
import io.dyff.kube.object.ResourceType;
import io.dyff.kube.object.WriteOptions;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The paths below objects other than status: scale, log, binding, eviction, finalize. */
public final class Subresources {

    private final Objects objects;
    private final Deletion deletion;
    private final Supplier<Optional<LogSource>> logs;

    public Subresources(Objects objects, Deletion deletion, Supplier<Optional<LogSource>> logs) {
        this.objects = objects;
        this.deletion = deletion;
        this.logs = logs;
    }

    Answer handle(Call call, ResourceType type, ResourcePath path) {
        boolean pod = type.is("", "pods");
        String what = call.method() + " " + path.subresource();
        if (pod && what.equals("GET log")) {
            objects.get(type, path.namespace(), path.name());
            return Logs.open(call, path, logs.get());
        } else if (pod && what.equals("POST binding")) {
            return bind(call, type, path);
        } else if (pod && what.equals("POST eviction")) {
            deletion.delete(
                    type,
                    type.key(path.namespace(), path.name()),
                    Writing.deleteOptions(call, call.tree().path("deleteOptions")));
            return Answer.json(201, success());
        } else if (type.is("", "namespaces") && what.equals("PUT finalize")) {
            WriteOptions options = Writing.options(call);
            return Answer.json(200, objects.update(type, "", path.name(), Part.FINALIZERS, call.object(), options));
        } else if (type.scale() != null && path.subresource().equals("scale")) {
            return scale(call, type, path, type.scale());
        }
        throw ApiError.noSuchPath();
    }

    private static ObjectNode success() {
        return Json.object()
                .put("kind", "Status")
                .put("apiVersion", "v1")
                .put("status", "Success")
                .put("code", 201);
    }

    private Answer bind(Call call, ResourceType type, ResourcePath path) {
        ObjectNode binding = call.object();
        if (binding.path("target").path("name").asText("").isEmpty()) {
            throw ApiError.badRequest("a binding needs target.name, the node's name");
        }
        objects.bind(type, path.namespace(), path.name(), binding, Writing.options(call));
        return Answer.json(201, success());
    }

    private Answer scale(Call call, ResourceType type, ResourcePath path, ResourceType.Scale paths) {
        WriteOptions options = Writing.options(call);
        ObjectNode object = objects.get(type, path.namespace(), path.name()).tree();
        if (!call.method().equals("GET")) {
            ObjectNode wanted = scaleOf(object, paths);
            if (call.method().equals("PUT")) {
                wanted = call.object();
            } else if (call.method().equals("PATCH")) {
                wanted = Writing.form(call) == Patch.Form.APPLY
                        ? call.object()
                        : new Patch(Writing.form(call), call.tree()).applyPlainly(wanted);
            } else {
                throw ApiError.methodNotAllowed(call.method() + " " + call.path());
            }
            ObjectNode change = Json.object();
            ObjectNode parent = change;
            List<String> steps = List.of(paths.specReplicas().split("\\."));
            for (String step : steps.subList(0, steps.size() - 1)) {
                parent = Json.child(parent, step);
            }
            // Clients leave zero out.
            parent.put(steps.getLast(), wanted.path("spec").path("replicas").asInt(0));
            JsonNode version = wanted.path("metadata").path("resourceVersion");
            if (version.isTextual()) {
                Json.child(change, "metadata").set("resourceVersion", version);
            }
            Patch patch = new Patch(Patch.Form.MERGE, change);
            object = objects.patch(type, path.namespace(), path.name(), Part.WHOLE, patch, options);
        }
        return Answer.json(200, scaleOf(object, paths));
    }

    private static ObjectNode scaleOf(ObjectNode object, ResourceType.Scale paths) {
        ObjectNode scale = Json.object().put("kind", "Scale").put("apiVersion", "autoscaling/v1");
        ObjectNode metadata = scale.putObject("metadata");
        for (String field : List.of("name", "namespace", "uid", "resourceVersion", "creationTimestamp")) {
            metadata.set(field, object.path("metadata").path(field));
        }
        scale.putObject("spec").put("replicas", at(object, paths.specReplicas()).asInt());
        ObjectNode status = scale.putObject("status");
        status.put("replicas", at(object, paths.statusReplicas()).asInt());
        JsonNode selector = paths.selector().isEmpty() ? Json.object() : at(object, paths.selector());
        String text = selector.isTextual()
                ? selector.asText()
                : String.join(
                        ",",
                        selector.path("matchLabels").properties().stream()
                                .map(e -> e.getKey() + "=" + e.getValue().asText())
                                .toList());
        if (!text.isEmpty()) {
            status.put("selector", text);
        }
        return scale;
    }

    private static JsonNode at(JsonNode object, String path) {
        return object.at("/" + path.replace('.', '/'));
    }
}
