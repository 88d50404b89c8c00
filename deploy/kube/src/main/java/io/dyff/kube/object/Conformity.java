package io.dyff.kube.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.kube.Json;
import io.dyff.kube.cel.SchemaRules;
import io.dyff.kube.schema.Cause;
import io.dyff.kube.schema.SchemaCheck;
import io.dyff.kube.schema.Shaping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Brings an object into its kind's form and refuses what does not fit. */
final class Conformity {

    /** Rules are written for objects that have the form of their schema. */
    private static final Set<String> HINDERS_RULES = Set.of(
            "FieldValueNotSupported",
            "FieldValueRequired",
            "FieldValueTooLong",
            "FieldValueTooMany",
            "FieldValueTypeInvalid");

    private static final Cause NOT_CHECKED = Cause.invalid(
            "<nil>",
            "null",
            "some validation rules were not checked because the object was invalid; correct the existing errors to complete"
                    + " validation");

    private final Map<String, KindRules> rules;

    Conformity(Definitions definitions, Policies policies) {
        rules = new HashMap<>(BuiltInRules.all());
        rules.put("customresourcedefinitions.apiextensions.k8s.io", definitions);
        rules.put(Policies.RESOURCE, policies);
    }

    KindRules rules(ResourceType type) {
        return rules.getOrDefault(type.resource(), KindRules.NONE);
    }

    /**
     * Drops or refuses unknown fields, as the options say.
     *
     * @throws Undecodable when they are to be refused
     */
    void prune(ResourceType type, ObjectNode body, WriteOptions options) {
        boolean refuses = options.unknownFields() == WriteOptions.UnknownFields.STRICT;
        ObjectNode came = refuses ? body.deepCopy() : body;
        List<String> findings = new ArrayList<>(options.duplicates());
        Shaping.prune(type.schema(), body).stream()
                .sorted()
                .map(path -> "unknown field \"" + path + "\"")
                .forEach(findings::add);
        if (findings.isEmpty() || options.unknownFields() == WriteOptions.UnknownFields.IGNORE) {
            return;
        } else if (refuses) {
            throw new Undecodable(came, findings);
        }
        findings.stream()
                .filter(finding -> !options.warnings().contains(finding))
                .forEach(options.warnings()::add);
    }

    /** Nobody can own what no schema declares, so an apply is refused whatever its options say. */
    static void requireDeclared(ResourceType type, ObjectNode applied) {
        List<String> unknown = Shaping.prune(type.schema(), applied.deepCopy());
        if (!unknown.isEmpty()) {
            String found = unknown.stream()
                    .sorted()
                    .map(path -> "." + path + ": field not declared in schema")
                    .collect(Collectors.joining("\n"));
            JsonNode metadata = applied.path("metadata");
            throw ApiError.untypable("failed to create typed patch object ("
                    + metadata.path("namespace").asText("") + "/"
                    + metadata.path("name").asText() + "; " + type.group() + "/" + type.version() + ", Kind="
                    + type.kind() + "): "
                    + (unknown.size() == 1 ? found : "errors:\n" + found.replaceAll("(?m)^", "  ")));
        }
    }

    void shape(ResourceType type, ObjectNode object) {
        Shaping.dropNulls(type.schema(), object);
        Shaping.fill(type.schema(), object);
        rules(type).prepare(object);
    }

    /** @param before null for a new object */
    void check(ResourceType type, @Nullable JsonNode before, ObjectNode after, WriteOptions options) {
        List<Cause> causes = new ArrayList<>(SchemaCheck.check(type.schema(), after, ""));
        if (causes.isEmpty()) {
            causes.addAll(Headers.check(type, after));
            causes.addAll(Ties.check(type, before, after));
            options.warnings().addAll(Ties.warnings(type, after));
            causes.addAll(rules(type).validate(after));
            causes.addAll(
                    before == null
                            ? rules(type).validateNew(after)
                            : rules(type).validateChange(before, after));
        }
        if (!type.rules().isEmpty()) {
            causes.addAll(checkRules(type, before, after, causes, options));
        }
        if (!causes.isEmpty()) {
            throw ApiError.invalid(type, after.path("metadata").path("name").asText(), causes);
        }
    }

    private static List<Cause> checkRules(
            ResourceType type, @Nullable JsonNode before, JsonNode after, List<Cause> known, WriteOptions options) {
        if (known.stream().anyMatch(cause -> HINDERS_RULES.contains(cause.reason()))) {
            return List.of(NOT_CHECKED);
        }
        SchemaRules.Verdict verdict = type.rules().check(before, after);
        options.warnings().addAll(verdict.warnings());
        return verdict.causes();
    }

    /** Counts a change of anything but metadata and status. */
    static void countGeneration(ResourceType type, JsonNode before, ObjectNode after) {
        if (!type.hasGeneration()) {
            return;
        }
        ObjectNode was = before.deepCopy();
        ObjectNode is = after.deepCopy();
        was.remove("metadata");
        is.remove("metadata");
        if (type.hasStatus()) {
            was.remove("status");
            is.remove("status");
        }
        if (!Json.same(was, is)) {
            Json.child(after, "metadata")
                    .put(
                            "generation",
                            before.path("metadata").path("generation").asInt() + 1);
        }
    }
}
