package io.dyff.kube.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.kube.cel.AdmissionPolicy;
import io.dyff.kube.schema.Cause;
import io.dyff.kube.store.Key;
import io.dyff.kube.store.ObjectStore;
import io.dyff.kube.store.Selection;
import io.dyff.kube.store.Stored;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** ValidatingAdmissionPolicies: what they have against a write, and which of them can be stored. Parameters are not served. */
final class Policies implements KindRules {

    static final String RESOURCE = "validatingadmissionpolicies.admissionregistration.k8s.io";
    private static final String BINDINGS = "validatingadmissionpolicybindings.admissionregistration.k8s.io";
    private static final String GROUP = "admissionregistration.k8s.io";

    private final ObjectStore store;
    private Active active = new Active(Map.of(), List.of());

    /** A policy in force, once for each binding. */
    private record Bound(
            String policy, String binding, JsonNode constraints, JsonNode bindingSpec, AdmissionPolicy rules) {}

    /** All in force, and the versions of what they were read from. */
    private record Active(Map<Key, Long> versions, List<Bound> bound) {}

    Policies(ObjectStore store) {
        this.store = store;
    }

    @Override
    public List<Cause> validate(ObjectNode policy) {
        return new AdmissionPolicy(policy.path("spec")).problems();
    }

    /**
     * @param warnings grows by what policies only warn of
     * @throws ApiError when one of them denies the write
     */
    void check(Admission admission, List<String> warnings) {
        if (admission.type().group().equals(GROUP)) {
            return;
        }
        List<Bound> all = active();
        if (all.isEmpty()) {
            return;
        }
        JsonNode namespace = namespace(admission.namespace());
        Map<String, String> labels = namespace == null ? Map.of() : Admission.labels(namespace);
        Map<String, @Nullable JsonNode> inputs = new HashMap<>();
        inputs.put("object", admission.after());
        inputs.put("oldObject", admission.before());
        inputs.put("request", admission.request());
        inputs.put("namespaceObject", namespace);
        for (Bound bound : all) {
            if (PolicyMatch.matches(bound.constraints(), admission, labels)
                    && PolicyMatch.matches(bound.bindingSpec().path("matchResources"), admission, labels)) {
                bound.rules().judge(inputs).ifPresent(denial -> act(bound, denial, admission, warnings));
            }
        }
    }

    private static void act(Bound bound, AdmissionPolicy.Denial denial, Admission admission, List<String> warnings) {
        List<String> actions = ResourceTypes.texts(bound.bindingSpec().path("validationActions"));
        String which = "ValidatingAdmissionPolicy '" + bound.policy() + "' with binding '" + bound.binding() + "'";
        if (actions.contains("Warn")) {
            warnings.add("Validation failed for " + which + ": " + denial.message());
        }
        if (actions.contains("Deny")) {
            throw ApiError.denied(
                    admission.type(),
                    admission.name(),
                    which + " denied request: " + denial.message(),
                    denial.reason());
        }
    }

    private @Nullable JsonNode namespace(String name) {
        return name.isEmpty()
                ? null
                : store.get(new Key("namespaces", "", name)).map(Stored::tree).orElse(null);
    }

    /** Reads them again only after one of them changed. */
    private synchronized List<Bound> active() {
        List<Stored> policies = store.list(RESOURCE, Selection.EVERYTHING).objects();
        List<Stored> bindings = store.list(BINDINGS, Selection.EVERYTHING).objects();
        Map<Key, Long> versions = new HashMap<>();
        policies.forEach(stored -> versions.put(stored.key(), stored.version()));
        bindings.forEach(stored -> versions.put(stored.key(), stored.version()));
        if (!versions.equals(active.versions())) {
            active = new Active(versions, bound(policies, bindings));
        }
        return active.bound();
    }

    private static List<Bound> bound(List<Stored> policies, List<Stored> bindings) {
        List<Bound> bound = new ArrayList<>();
        for (Stored binding : bindings) {
            JsonNode spec = binding.tree().path("spec");
            String name = spec.path("policyName").asText();
            Optional<JsonNode> policy = policies.stream()
                    .filter(stored -> stored.key().name().equals(name))
                    .findFirst()
                    .map(stored -> stored.tree().path("spec"));
            policy.ifPresent(found -> bound.add(new Bound(
                    name, binding.key().name(), found.path("matchConstraints"), spec, new AdmissionPolicy(found))));
        }
        return bound;
    }
}
