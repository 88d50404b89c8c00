package io.dyff.operator.api;

import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Generates the CRDs from the Java types; what the generator has no annotation for is added here. */
final class Crds {

    private static final String HEADER = "# Generated from the types of operator/api; CrdTest says how to renew it.\n";
    private static final List<String> COLUMNS = List.of("STATUS", "REASON", "ACCOUNT", "AGE");

    private static final Map<String, Class<?>> SPECS = Map.of(
            "Analysis",
            AnalysisSpec.class,
            "Evaluation",
            EvaluationSpec.class,
            "InferenceSession",
            InferenceSessionSpec.class,
            "Model",
            ModelSpec.class,
            "Report",
            ReportSpec.class);

    private Crds() {}

    /** File name to text, for every kind. */
    static Map<String, String> generate() throws IOException {
        Path folder = Files.createTempDirectory("crds");
        try {
            new CRDGenerator()
                    .customResourceClasses(
                            Analysis.class, Evaluation.class, InferenceSession.class, Model.class, Report.class)
                    .forCRDVersions("v1")
                    .withMinQuotes(true)
                    .withPostProcessor(new CRDPostProcessor() {
                        @Override
                        public HasMetadata process(HasMetadata crd, String version) {
                            return complete(crd);
                        }
                    })
                    .inOutputDir(folder.toFile())
                    .generate();
            return read(folder);
        } finally {
            delete(folder);
        }
    }

    private static HasMetadata complete(HasMetadata generated) {
        CustomResourceDefinition crd = (CustomResourceDefinition) generated;
        CustomResourceDefinitionVersion version = crd.getSpec().getVersions().getFirst();
        version.getAdditionalPrinterColumns()
                .sort(Comparator.comparingInt((CustomResourceColumnDefinition c) -> COLUMNS.indexOf(c.getName())));
        JSONSchemaProps root = version.getSchema().getOpenAPIV3Schema();
        root.setRequired(List.of("spec"));
        Map<String, JSONSchemaProps> parts = root.getProperties();
        allowNulls(parts.get("spec"));
        measure(parts.get("spec"));
        freeze(parts.get("spec"), SPECS.get(crd.getSpec().getNames().getKind()));
        conditions(parts.get("status").getProperties().get("conditions"));
        return crd;
    }

    /** Writers of whole entities keep nulls (contract/operator.md section 3): optional means absent or null. */
    private static void allowNulls(JSONSchemaProps node) {
        if (node.getItems() != null) {
            allowNulls(node.getItems().getSchema());
        }
        if (node.getProperties() == null) {
            return;
        }
        Set<String> required = Set.copyOf(node.getRequired());
        node.getProperties().forEach((name, property) -> {
            if (!required.contains(name) && property.getDefault() == null) {
                property.setNullable(true);
            }
            allowNulls(property);
        });
    }

    /** Quantities are numbers or texts; the texts have a form, and none of them is negative. */
    private static void measure(JSONSchemaProps node) {
        if (Boolean.TRUE.equals(node.getXKubernetesIntOrString())) {
            node.setPattern(Patterns.QUANTITY);
            node.setMinimum(0.0);
        }
        if (node.getItems() != null) {
            measure(node.getItems().getSchema());
        }
        if (node.getAdditionalProperties() != null) {
            measure(node.getAdditionalProperties().getSchema());
        }
        if (node.getProperties() != null) {
            node.getProperties().values().forEach(Crds::measure);
        }
    }

    /** One rule per field that may not change, so that the refusal names the field. */
    private static void freeze(JSONSchemaProps spec, Class<?> type) {
        Set<String> free = Set.of(type.getAnnotation(ImmutableExcept.class).value());
        List<ValidationRule> rules = new ArrayList<>(spec.getXKubernetesValidations());
        for (String field : new TreeMap<>(spec.getProperties()).keySet()) {
            if (!free.contains(field)) {
                rules.add(immutable(field, spec.getRequired().contains(field)));
            }
        }
        spec.setXKubernetesValidations(rules);
    }

    private static ValidationRule immutable(String field, boolean required) {
        String same = "self.%1$s == oldSelf.%1$s".formatted(field);
        ValidationRule rule = new ValidationRule();
        rule.setRule(
                required
                        ? same
                        : "has(self.%1$s) == has(oldSelf.%1$s) && (!has(self.%1$s) || %2$s)".formatted(field, same));
        rule.setMessage(field + " is immutable");
        rule.setFieldPath("." + field);
        return rule;
    }

    /** Lets others add conditions of their own beside ours by server-side apply, whole ones as of metav1.Condition. */
    private static void conditions(JSONSchemaProps conditions) {
        conditions.setXKubernetesListType("map");
        conditions.setXKubernetesListMapKeys(List.of("type"));
        JSONSchemaProps condition = conditions.getItems().getSchema();
        condition.setRequired(List.of("type", "status", "lastTransitionTime"));
        condition.getProperties().get("lastTransitionTime").setFormat("date-time");
        condition.getProperties().get("status").setPattern("^(True|False|Unknown)$");
    }

    private static Map<String, String> read(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.list(folder)) {
            for (Path path : paths.toList()) {
                String text = Files.readString(path, StandardCharsets.UTF_8);
                files.put(
                        path.getFileName().toString().replace("-v1.yml", ".yaml"),
                        HEADER + text.substring(text.indexOf("apiVersion:")));
            }
        }
        return files;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
