package io.dyff.kube.object;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.kube.store.LabelSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which writes a policy or its binding is about; source: MatchResources of admissionregistration.k8s.io/v1. */
final class PolicyMatch {

    private static final String ALL = "*";

    private PolicyMatch() {}

    /** @param namespaceLabels of the namespace that the object is in */
    static boolean matches(JsonNode resources, Admission admission, Map<String, String> namespaceLabels) {
        JsonNode rules = resources.path("resourceRules");
        boolean inNamespace = !admission.type().namespaced()
                || selector(resources.path("namespaceSelector")).matches(namespaceLabels);
        LabelSelector objects = selector(resources.path("objectSelector"));
        return inNamespace
                && admission.labels().anyMatch(objects::matches)
                && (rules.isEmpty() || anyRule(rules, admission))
                && !anyRule(resources.path("excludeResourceRules"), admission);
    }

    private static boolean anyRule(JsonNode rules, Admission admission) {
        for (JsonNode rule : rules) {
            String scope = rule.path("scope").asText(ALL);
            if (holds(rule.path("operations"), admission.operation())
                    && holds(rule.path("apiGroups"), admission.type().group())
                    && holds(rule.path("apiVersions"), admission.type().version())
                    && holdsResource(rule.path("resources"), admission)
                    && (rule.path("resourceNames").isEmpty() || holds(rule.path("resourceNames"), admission.name()))
                    && (scope.equals(ALL)
                            || scope.equals("Namespaced") == admission.type().namespaced())) {
                return true;
            }
        }
        return false;
    }

    private static boolean holds(JsonNode allowed, String value) {
        List<String> texts = ResourceTypes.texts(allowed);
        return texts.contains(ALL) || texts.contains(value);
    }

    /** A star alone means resources without their parts. */
    private static boolean holdsResource(JsonNode allowed, Admission admission) {
        String resource = admission.resource();
        String part = resource.substring(admission.type().plural().length());
        List<String> texts = ResourceTypes.texts(allowed);
        return texts.contains(resource)
                || texts.contains("*/*")
                || texts.contains(ALL + part)
                || texts.contains(admission.type().plural() + "/*");
    }

    /** A selector as objects write it: matchLabels and matchExpressions. */
    private static LabelSelector selector(JsonNode source) {
        List<LabelSelector.Requirement> requirements = new ArrayList<>();
        source.path("matchLabels")
                .properties()
                .forEach(label -> requirements.add(new LabelSelector.Requirement(
                        label.getKey(),
                        LabelSelector.Operator.IN,
                        Set.of(label.getValue().asText()))));
        for (JsonNode expression : source.path("matchExpressions")) {
            LabelSelector.Operator operator =
                    switch (expression.path("operator").asText()) {
                        case "In" -> LabelSelector.Operator.IN;
                        case "NotIn" -> LabelSelector.Operator.NOT_IN;
                        case "Exists" -> LabelSelector.Operator.EXISTS;
                        default -> LabelSelector.Operator.ABSENT;
                    };
            Set<String> values = Set.copyOf(ResourceTypes.texts(expression.path("values")));
            requirements.add(
                    new LabelSelector.Requirement(expression.path("key").asText(), operator, values));
        }
        return new LabelSelector(requirements);
    }
}
