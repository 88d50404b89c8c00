package io.dyff.kube.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A path to a resource, an object or a part of one.
 *
 * @param namespace   empty when the path names none
 * @param name        empty for the whole collection
 * @param subresource empty for the object itself
 */
record ResourcePath(String group, String version, String namespace, String plural, String name, String subresource) {

    /** Reads /api/v1/… and /apis/group/version/…; empty for anything else. */
    static Optional<ResourcePath> parse(String path) {
        List<String> parts = new ArrayList<>();
        for (String part : path.split("/")) {
            if (!part.isEmpty()) {
                parts.add(URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8));
            }
        }
        if (parts.size() >= 3 && parts.get(0).equals("api")) {
            return Optional.of(below("", parts.get(1), parts.subList(2, parts.size())));
        } else if (parts.size() >= 4 && parts.get(0).equals("apis")) {
            return Optional.of(below(parts.get(1), parts.get(2), parts.subList(3, parts.size())));
        }
        return Optional.empty();
    }

    private static ResourcePath below(String group, String version, List<String> parts) {
        boolean inNamespace = parts.size() >= 3
                && parts.get(0).equals("namespaces")
                && !(parts.size() == 3 && List.of("status", "finalize").contains(parts.get(2)));
        String namespace = inNamespace ? parts.get(1) : "";
        List<String> rest = inNamespace ? parts.subList(2, parts.size()) : parts;
        return new ResourcePath(
                group,
                version,
                namespace,
                rest.get(0),
                at(rest, 1),
                String.join("/", rest.subList(Math.min(2, rest.size()), rest.size())));
    }

    private static String at(List<String> parts, int index) {
        return index < parts.size() ? parts.get(index) : "";
    }
}
