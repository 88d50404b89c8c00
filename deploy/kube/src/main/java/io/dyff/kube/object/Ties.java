package io.dyff.kube.object;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.kube.schema.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What keeps an object, and what takes it along: its finalizers and its owners. */
final class Ties {

    private static final Set<String> STANDARD = Set.of("kubernetes", "orphan", "foregroundDeletion");
    private static final Pattern QUALIFIED =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*"
                    + "/[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?");

    private Ties() {}

    /** @param before null for a new object */
    static List<Cause> check(ResourceType type, @Nullable JsonNode before, JsonNode after) {
        List<Cause> causes = new ArrayList<>();
        JsonNode metadata = after.path("metadata");
        if (!type.custom()) {
            finalizerNames(metadata.path("finalizers"), causes);
        }
        if (before != null && before.path("metadata").has("deletionTimestamp")) {
            lateFinalizers(before.path("metadata").path("finalizers"), metadata.path("finalizers"), causes);
        }
        metadata.path("ownerReferences").forEach(owner -> owner(owner, causes));
        controllers(metadata.path("ownerReferences"), causes);
        return causes;
    }

    /** What the real server lets custom resources have, and does not like. */
    static List<String> warnings(ResourceType type, JsonNode object) {
        List<String> warnings = new ArrayList<>();
        if (type.custom()) {
            for (String name : ResourceTypes.texts(object.path("metadata").path("finalizers"))) {
                if (!name.contains("/") && !STANDARD.contains(name)) {
                    warnings.add(
                            "metadata.finalizers: \"" + name + "\": prefer a domain-qualified finalizer name to avoid"
                                    + " accidental conflicts with other finalizer writers");
                }
            }
        }
        return warnings;
    }

    private static void finalizerNames(JsonNode finalizers, List<Cause> causes) {
        for (int i = 0; i < finalizers.size(); i++) {
            String name = finalizers.get(i).asText();
            if (!STANDARD.contains(name) && !QUALIFIED.matcher(name).matches()) {
                causes.add(Cause.invalid(
                        "metadata.finalizers[" + i + "]",
                        finalizers.get(i).toString(),
                        "name is neither a standard finalizer name nor is it fully qualified"));
            }
        }
    }

    private static void lateFinalizers(JsonNode before, JsonNode after, List<Cause> causes) {
        List<String> late = new ArrayList<>(ResourceTypes.texts(after));
        late.removeAll(ResourceTypes.texts(before));
        if (!late.isEmpty()) {
            causes.add(new Cause(
                    "FieldValueForbidden",
                    "metadata.finalizers",
                    "Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{"
                            + String.join(
                                    ", ",
                                    late.stream()
                                            .map(name -> "\"" + name + "\"")
                                            .toList())
                            + "}"));
        }
    }

    private static void owner(JsonNode owner, List<Cause> causes) {
        for (String field : List.of("apiVersion", "kind", "name", "uid")) {
            if (owner.path(field).asText("").isEmpty()) {
                String what = field.equals("apiVersion") ? "version " : "";
                causes.add(Cause.invalid("metadata.ownerReferences." + field, "\"\"", what + "must not be empty"));
            }
        }
    }

    private static void controllers(JsonNode owners, List<Cause> causes) {
        List<String> found = new ArrayList<>();
        for (JsonNode owner : owners) {
            if (owner.path("controller").asBoolean(false)) {
                found.add(owner.path("kind").asText() + "/" + owner.path("name").asText());
            }
        }
        if (found.size() > 1) {
            causes.add(Cause.invalid(
                    "metadata.ownerReferences",
                    owners.toString(),
                    "Only one reference can have Controller set to true. Found \"true\" in references for "
                            + found.get(0) + " and " + found.get(1)));
        }
    }
}
