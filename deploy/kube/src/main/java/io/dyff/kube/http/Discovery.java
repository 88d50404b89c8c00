package io.dyff.kube.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.kube.Json;
import io.dyff.kube.object.ResourceType;
import io.dyff.kube.object.ResourceTypes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells clients which kinds there are: group by group, or all at once (aggregated discovery v2). */
final class Discovery {

    private static final List<String> VERBS =
            List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");
    private static final List<String> PART_VERBS = List.of("get", "patch", "update");

    /** A path below an object. */
    private record Sub(String name, String group, String version, String kind, List<String> verbs) {}

    private final ResourceTypes types;

    Discovery(ResourceTypes types) {
        this.types = types;
    }

    static boolean wantsAggregated(String accept) {
        return accept.contains("g=apidiscovery.k8s.io") && accept.contains("v=v2");
    }

    ObjectNode coreVersions() {
        ObjectNode versions = Json.object().put("kind", "APIVersions");
        versions.putArray("versions").add("v1");
        versions.putArray("serverAddressByClientCIDRs");
        return versions;
    }

    ObjectNode groups() {
        ObjectNode list = Json.object().put("kind", "APIGroupList").put("apiVersion", "v1");
        ArrayNode groups = list.putArray("groups");
        byGroup().forEach((group, versions) -> {
            if (!group.isEmpty()) {
                groups.add(group(group, new ArrayList<>(versions.keySet())));
            }
        });
        return list;
    }

    Optional<ObjectNode> group(String group) {
        Map<String, List<ResourceType>> versions = byGroup().get(group);
        return Optional.ofNullable(versions)
                .map(v -> group(group, new ArrayList<>(v.keySet()))
                        .put("kind", "APIGroup")
                        .put("apiVersion", "v1"));
    }

    private static ObjectNode group(String group, List<String> versions) {
        ObjectNode json = Json.object().put("name", group);
        ArrayNode array = json.putArray("versions");
        versions.forEach(version ->
                array.addObject().put("groupVersion", group + "/" + version).put("version", version));
        json.putObject("preferredVersion")
                .put("groupVersion", group + "/" + versions.get(0))
                .put("version", versions.get(0));
        return json;
    }

    Optional<ObjectNode> resources(String group, String version) {
        List<ResourceType> found = byGroup().getOrDefault(group, Map.of()).get(version);
        if (found == null) {
            return Optional.empty();
        }
        ObjectNode list = Json.object().put("kind", "APIResourceList").put("apiVersion", "v1");
        list.put("groupVersion", group.isEmpty() ? version : group + "/" + version);
        ArrayNode resources = list.putArray("resources");
        for (ResourceType type : found) {
            resources.add(resource(type));
            subs(type).forEach(sub -> resources.add(sub(type, sub)));
        }
        return Optional.of(list);
    }

    private static ObjectNode resource(ResourceType type) {
        ObjectNode json = Json.object()
                .put("name", type.plural())
                .put("singularName", type.singular())
                .put("namespaced", type.namespaced())
                .put("kind", type.kind());
        type.shortNames().forEach(name -> json.withArray("shortNames").add(name));
        type.categories().forEach(name -> json.withArray("categories").add(name));
        ArrayNode verbs = json.putArray("verbs");
        VERBS.forEach(verbs::add);
        return json;
    }

    private static ObjectNode sub(ResourceType type, Sub sub) {
        ObjectNode json = Json.object()
                .put("name", type.plural() + "/" + sub.name())
                .put("singularName", "")
                .put("namespaced", type.namespaced())
                .put("kind", sub.kind());
        if (!sub.group().equals(type.group())) {
            json.put("group", sub.group()).put("version", sub.version());
        }
        ArrayNode verbs = json.putArray("verbs");
        sub.verbs().forEach(verbs::add);
        return json;
    }

    private static List<Sub> subs(ResourceType type) {
        List<Sub> subs = new ArrayList<>();
        if (type.hasStatus()) {
            subs.add(new Sub("status", type.group(), type.version(), type.kind(), PART_VERBS));
        }
        if (type.scale() != null) {
            subs.add(new Sub("scale", "autoscaling", "v1", "Scale", PART_VERBS));
        }
        if (type.is("", "pods")) {
            subs.add(new Sub("log", "", "v1", "Pod", List.of("get")));
            subs.add(new Sub("binding", "", "v1", "Binding", List.of("create")));
            subs.add(new Sub("eviction", "policy", "v1", "Eviction", List.of("create")));
        }
        if (type.is("", "namespaces")) {
            subs.add(new Sub("finalize", "", "v1", "Namespace", List.of("update")));
        }
        return subs;
    }

    /** @param core the group without a name, or all the others */
    ObjectNode aggregated(boolean core) {
        ObjectNode list =
                Json.object().put("kind", "APIGroupDiscoveryList").put("apiVersion", "apidiscovery.k8s.io/v2");
        list.putObject("metadata");
        ArrayNode items = list.putArray("items");
        byGroup().forEach((group, versions) -> {
            if (group.isEmpty() == core) {
                ObjectNode item = items.addObject();
                ObjectNode metadata = item.putObject("metadata");
                if (!core) {
                    metadata.put("name", group);
                }
                metadata.putNull("creationTimestamp");
                ArrayNode array = item.putArray("versions");
                versions.forEach((version, found) -> {
                    ObjectNode entry = array.addObject().put("version", version).put("freshness", "Current");
                    ArrayNode resources = entry.putArray("resources");
                    found.forEach(type -> resources.add(aggregated(type)));
                });
            }
        });
        return list;
    }

    private static ObjectNode aggregated(ResourceType type) {
        ObjectNode json = Json.object()
                .put("resource", type.plural())
                .put("scope", type.namespaced() ? "Namespaced" : "Cluster")
                .put("singularResource", type.singular());
        json.set("responseKind", kind(type.group(), type.version(), type.kind()));
        type.shortNames().forEach(name -> json.withArray("shortNames").add(name));
        type.categories().forEach(name -> json.withArray("categories").add(name));
        ArrayNode verbs = json.putArray("verbs");
        VERBS.forEach(verbs::add);
        for (Sub sub : subs(type)) {
            ObjectNode entry = json.withArray("subresources").addObject().put("subresource", sub.name());
            entry.set("responseKind", kind(sub.group(), sub.version(), sub.kind()));
            ArrayNode subVerbs = entry.putArray("verbs");
            sub.verbs().forEach(subVerbs::add);
        }
        return json;
    }

    private static ObjectNode kind(String group, String version, String kind) {
        return Json.object().put("group", group).put("version", version).put("kind", kind);
    }

    private Map<String, Map<String, List<ResourceType>>> byGroup() {
        Map<String, Map<String, List<ResourceType>>> groups = new LinkedHashMap<>();
        for (ResourceType type : types.all()) {
            groups.computeIfAbsent(type.group(), g -> new LinkedHashMap<>())
                    .computeIfAbsent(type.version(), v -> new ArrayList<>())
                    .add(type);
        }
        return groups;
    }
}
