package io.dyff.kube.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.kube.Json;
import io.dyff.kube.object.ApiError;
import io.dyff.kube.object.ResourceType;
import io.dyff.kube.object.ResourceTypes;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Finds out what a request is about and hands it on. */
public final class Api {

    private final ResourceTypes types;
    private final Discovery discovery;
    private final OpenApi openApi;
    private final Reading reading;
    private final Writing writing;
    private final Subresources subresources;

    public Api(ResourceTypes types, Reading reading, Writing writing, Subresources subresources) {
        this.types = types;
        this.discovery = new Discovery(types);
        this.openApi = new OpenApi(types);
        this.reading = reading;
        this.writing = writing;
        this.subresources = subresources;
    }

    public Answer handle(Call call) {
        String path = call.path().replaceAll("/+$", "");
        if (path.startsWith("/api/") || path.startsWith("/apis/")) {
            return resourceOrDiscovery(call, path);
        }
        if (path.startsWith("/openapi/v3/")) {
            return Answer.json(
                    200,
                    openApi.document(path.substring("/openapi/v3/".length())).orElseThrow(ApiError::noSuchPath));
        }
        return switch (path) {
            case "/healthz", "/livez", "/readyz" -> text("ok");
            case "/version" -> Answer.json(200, KubeVersion.document());
            case "/openapi/v3" -> Answer.json(200, openApi.index());
            case "/api" -> groups(call, true);
            case "/apis" -> groups(call, false);
            case "" -> roots();
            default -> throw ApiError.noSuchPath();
        };
    }

    private static Answer text(String text) {
        return new Answer.Document(200, "text/plain", text.getBytes(StandardCharsets.UTF_8), List.of());
    }

    private static Answer roots() {
        ObjectNode roots = Json.object();
        List.of("/api", "/apis", "/healthz", "/livez", "/openapi/v3", "/readyz", "/version")
                .forEach(path -> roots.withArray("paths").add(path));
        return Answer.json(200, roots);
    }

    private Answer groups(Call call, boolean core) {
        if (Discovery.wantsAggregated(call.accept())) {
            return new Answer.Document(
                    200,
                    "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList",
                    Json.bytes(discovery.aggregated(core)),
                    List.of());
        }
        return Answer.json(200, core ? discovery.coreVersions() : discovery.groups());
    }

    private Answer resourceOrDiscovery(Call call, String path) {
        String[] parts = path.substring(1).split("/");
        boolean core = parts[0].equals("api");
        if (parts.length == 2) {
            return Answer.json(
                    200,
                    (core ? discovery.resources("", parts[1]) : discovery.group(parts[1]))
                            .orElseThrow(ApiError::noSuchPath));
        } else if (!core && parts.length == 3) {
            return Answer.json(200, discovery.resources(parts[1], parts[2]).orElseThrow(ApiError::noSuchPath));
        }
        ResourcePath resource = ResourcePath.parse(path).orElseThrow(ApiError::noSuchPath);
        if (resource.group().equals("authorization.k8s.io") && call.method().equals("POST")) {
            return Answer.json(201, allowed(call.object()));
        }
        ResourceType type = types.find(resource.group(), resource.version(), resource.plural())
                .orElseThrow(ApiError::noSuchPath);
        boolean misplaced = type.namespaced()
                ? resource.namespace().isEmpty() && !resource.name().isEmpty()
                : !resource.namespace().isEmpty();
        if (misplaced) {
            throw ApiError.noSuchPath();
        }
        return resource(call, type, resource);
    }

    private Answer resource(Call call, ResourceType type, ResourcePath path) {
        if (!path.subresource().isEmpty() && !path.subresource().equals("status")) {
            return subresources.handle(call, type, path);
        } else if (path.subresource().equals("status") && !type.hasStatus()) {
            throw ApiError.noSuchPath();
        }
        boolean one = !path.name().isEmpty();
        return switch (call.method()) {
            case "GET" ->
                one && !call.flag("watch") ? reading.get(call, type, path) : reading.listOrWatch(call, type, path);
            case "POST" -> {
                if (one || (type.namespaced() && path.namespace().isEmpty())) {
                    throw ApiError.methodNotAllowed("POST " + call.path());
                }
                yield writing.create(call, type, path);
            }
            case "PUT" -> one ? writing.update(call, type, path) : refuse(call);
            case "PATCH" -> one ? writing.patch(call, type, path) : refuse(call);
            case "DELETE" -> one ? writing.delete(call, type, path) : writing.deleteAll(call, type, path, reading);
            default -> refuse(call);
        };
    }

    private static Answer refuse(Call call) {
        throw ApiError.methodNotAllowed(call.method() + " " + call.path());
    }

    /** Whoever has the token may do everything. */
    private static JsonNode allowed(ObjectNode review) {
        review.putObject("status")
                .put("allowed", true)
                .put("reason", "the bearer token of this server allows everything");
        return review;
    }
}
