package io.dyff.kube.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.kube.Json;
import io.dyff.kube.schema.Cause;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** The part that every object has: apiVersion, kind and metadata. */
final class Headers {

    private static final Pattern NAME =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final Pattern LABEL = Pattern.compile("([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?");
    private static final String SUFFIX_LETTERS = "bcdfghjklmnpqrstvwxz2456789";
    /** Set by the server alone. */
    private static final List<String> SERVERS_OWN =
            List.of("uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation");

    private Headers() {}

    /** Checks that a body is about the object of the request, and completes what the request says anyway. */
    static void match(ResourceType type, String namespace, String name, ObjectNode body) {
        matchField(
                body,
                "apiVersion",
                type.apiVersion(),
                "the API version in the data (%s) does not match the expected API version (%s)");
        matchField(body, "kind", type.kind(), "the kind in the data (%s) does not match the expected kind (%s)");
        if (body.has("metadata") && !body.get("metadata").isObject()) {
            throw ApiError.badRequest("metadata must be an object");
        }
        ObjectNode metadata = Json.child(body, "metadata");
        if (type.namespaced()) {
            matchField(
                    metadata,
                    "namespace",
                    namespace,
                    "the namespace of the provided object (%s) does not match the namespace sent on the request (%s)");
        } else {
            metadata.remove("namespace");
        }
        if (!name.isEmpty()) {
            matchField(metadata, "name", name, "the name of the object (%s) does not match the name on the URL (%s)");
        }
    }

    private static void matchField(ObjectNode object, String field, String wanted, String message) {
        String found = object.path(field).asText("");
        if (found.isEmpty() || object.path(field).isNull()) {
            object.put(field, wanted);
        } else if (!found.equals(wanted)) {
            throw ApiError.badRequest(String.format(message, found, wanted));
        }
    }

    /** Gives a new object its identity. */
    static void begin(ResourceType type, ObjectNode object, Instant now) {
        ObjectNode metadata = Json.child(object, "metadata");
        metadata.remove(SERVERS_OWN);
        metadata.remove(List.of("resourceVersion", "selfLink"));
        if (metadata.path("name").asText("").isEmpty()) {
            String prefix = metadata.path("generateName").asText("");
            if (prefix.isEmpty()) {
                throw ApiError.invalid(
                        type,
                        "",
                        List.of(new Cause(
                                "FieldValueRequired",
                                "metadata.name",
                                "Required value: name or generateName is required")));
            }
            metadata.put("name", prefix + suffix());
        }
        metadata.put("uid", UUID.randomUUID().toString());
        metadata.put("creationTimestamp", now.truncatedTo(ChronoUnit.SECONDS).toString());
        if (type.hasGeneration()) {
            metadata.put("generation", 1);
        }
    }

    private static String suffix() {
        StringBuilder suffix = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            suffix.append(SUFFIX_LETTERS.charAt(ThreadLocalRandom.current().nextInt(SUFFIX_LETTERS.length())));
        }
        return suffix.toString();
    }

    /** Takes over what a change of an object cannot change. */
    static void keep(JsonNode before, ObjectNode after) {
        ObjectNode metadata = Json.child(after, "metadata");
        JsonNode old = before.path("metadata");
        List<String> kept = new ArrayList<>(SERVERS_OWN);
        kept.addAll(List.of("name", "namespace", "resourceVersion", "generateName"));
        for (String field : kept) {
            if (old.has(field)) {
                metadata.set(field, old.get(field));
            } else {
                metadata.remove(field);
            }
        }
        metadata.remove("selfLink");
        for (String map : List.of("labels", "annotations", "finalizers", "ownerReferences")) {
            if (metadata.has(map) && metadata.get(map).isEmpty()) {
                metadata.remove(map);
            }
        }
    }

    static List<Cause> check(ResourceType type, JsonNode object) {
        List<Cause> causes = new ArrayList<>();
        JsonNode metadata = object.path("metadata");
        String name = metadata.path("name").asText();
        int most = type.is("", "services") || type.is("", "namespaces") ? 63 : 253;
        if (!NAME.matcher(name).matches() || name.length() > most) {
            causes.add(Cause.invalid(
                    "metadata.name",
                    "\"" + name + "\"",
                    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must"
                            + " start and end with an alphanumeric character, at most " + most + " long"));
        }
        metadata.path("labels").properties().forEach(label -> {
            String value = label.getValue().asText();
            if (!LABEL.matcher(value).matches() || value.length() > 63) {
                causes.add(Cause.invalid(
                        "metadata.labels",
                        "\"" + value + "\"",
                        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and"
                                + " must start and end with an alphanumeric character, at most 63 long"));
            }
        });
        return causes;
    }
}
