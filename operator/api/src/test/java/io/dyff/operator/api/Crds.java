package io.dyff.operator.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinitionBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceSubresourceScale;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceSubresourceScaleBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Generates the CRDs from the Java types; what the generator has no annotation for is added here. */
final class Crds {

    private static final String HEADER = "# Generated from the types of operator/api; CrdTest says how to renew it.\n";

    /** What `kubectl get` shows of every kind, and where a kind's own columns stand among it. */
    private static final List<CustomResourceColumnDefinition> COLUMNS = List.of(
            column("STATUS", ".status.state", "string", 0),
            column("REASON", ".status.reason", "string", 0),
            column("", "", "", 0),
            column("ACCOUNT", ".spec.account", "string", 0),
            column("AGE", ".metadata.creationTimestamp", "date", 0),
            column("", "", "", 1),
            column("MESSAGE", ".status.conditions[?(@.type==\"Ready\")].message", "string", 1));

    /**
     * `kubectl get dyff` lists all kinds. None is in `all`: what is there is deleted by `kubectl delete all --all`, and
     * these are records of work, not workloads.
     */
    private static final List<String> CATEGORIES = List.of("dyff");

    /** Of metav1.Condition, for `kubectl explain`. */
    private static final Map<String, String> CONDITION_FIELDS = Map.of(
            "type", "Which fact this is about.",
            "status", "Whether it holds: True, False or Unknown.",
            "reason", "Why, one CamelCase word.",
            "message", "Why, for people; of a failed step, its last words.",
            "lastTransitionTime", "Since when the status is what it is.",
            "observedGeneration", "The metadata.generation that this condition speaks about.");

    private Crds() {}

    /** File name to text, for every kind. */
    static Map<String, String> generate() throws IOException {
        Path folder = Files.createTempDirectory("crds");
        try {
            new CRDGenerator()
                    .customResourceClasses(Kinds.ALL.toArray(Class[]::new))
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
        Class<? extends DyffResource<?>> kind = kind(crd.getSpec().getNames().getKind());
        crd.getSpec().getNames().setCategories(CATEGORIES);
        version.setAdditionalPrinterColumns(columns(version.getAdditionalPrinterColumns()));
        JSONSchemaProps root = version.getSchema().getOpenAPIV3Schema();
        root.setRequired(List.of("spec"));
        root.setDescription(kind.getAnnotation(JsonClassDescription.class).value());
        JSONSchemaProps spec = root.getProperties().get("spec");
        spec.setDescription("What is wanted. Only %s may change."
                .formatted(String.join(" and ", free(kind).stream().sorted().toList())));
        allowNulls(spec);
        measure(spec);
        freeze(spec, kind);
        status(root.getProperties().get("status"), kind);
        if (spec.getProperties().containsKey("replicas")) {
            version.getSubresources().setScale(scale());
        }
        return crd;
    }

    private static Class<? extends DyffResource<?>> kind(String name) {
        return Kinds.ALL.stream()
                .filter(kind -> kind.getSimpleName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static CustomResourceColumnDefinition column(String name, String path, String type, int priority) {
        return new CustomResourceColumnDefinitionBuilder()
                .withName(name)
                .withJsonPath(path)
                .withType(type)
                .withPriority(priority)
                .build();
    }

    /** Those of all kinds, and in their gaps the kind's own, those with priority 1 where `-o wide` has them. */
    private static List<CustomResourceColumnDefinition> columns(List<CustomResourceColumnDefinition> own) {
        return COLUMNS.stream()
                .flatMap(column -> column.getName().isEmpty()
                        ? own.stream()
                                .filter(other -> priority(other) == priority(column))
                                .sorted(Comparator.comparing(CustomResourceColumnDefinition::getName))
                        : Stream.of(column))
                .toList();
    }

    private static int priority(CustomResourceColumnDefinition column) {
        return column.getPriority() == null ? 0 : column.getPriority();
    }

    private static CustomResourceSubresourceScale scale() {
        return new CustomResourceSubresourceScaleBuilder()
                .withSpecReplicasPath(".spec.replicas")
                .withStatusReplicasPath(".status.replicas")
                .withLabelSelectorPath(".status.selector")
                .build();
    }

    /** Without what only other kinds report; explained as far as this kind reports it. */
    private static void status(JSONSchemaProps status, Class<?> kind) {
        status.setDescription("What the operator has seen and done; nobody else writes it.");
        Set<String> own = fields(kind);
        for (Class<?> other : Kinds.ALL) {
            fields(other).stream().filter(field -> !own.contains(field)).forEach(status.getProperties()::remove);
        }
        conditions(status.getProperties().get("conditions"), kind);
    }

    private static Set<String> fields(Class<?> kind) {
        ReportsField fields = kind.getAnnotation(ReportsField.class);
        return fields == null ? Set.of() : Set.of(fields.value());
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
    private static void freeze(JSONSchemaProps spec, Class<? extends DyffResource<?>> kind) {
        Set<String> free = free(kind);
        List<ValidationRule> rules = new ArrayList<>(spec.getXKubernetesValidations());
        for (String field : new TreeMap<>(spec.getProperties()).keySet()) {
            if (!free.contains(field)) {
                rules.add(immutable(kind, field, spec.getRequired().contains(field)));
            }
        }
        spec.setXKubernetesValidations(rules);
    }

    private static Set<String> free(Class<? extends DyffResource<?>> kind) {
        Class<?> spec = (Class<?>) ((ParameterizedType) kind.getGenericSuperclass()).getActualTypeArguments()[0];
        return Set.of(spec.getAnnotation(ImmutableExcept.class).value());
    }

    private static ValidationRule immutable(Class<? extends DyffResource<?>> kind, String field, boolean required) {
        String same = "self.%1$s == oldSelf.%1$s".formatted(field);
        ValidationRule rule = new ValidationRule();
        rule.setRule(
                required
                        ? same
                        : "has(self.%1$s) == has(oldSelf.%1$s) && (!has(self.%1$s) || %2$s)".formatted(field, same));
        rule.setMessage("%s is immutable: delete the %s and create it again with another value"
                .formatted(field, HasMetadata.getSingular(kind)));
        rule.setFieldPath("." + field);
        return rule;
    }

    /** Lets others add conditions of their own beside ours by server-side apply, whole ones as of metav1.Condition. */
    private static void conditions(JSONSchemaProps conditions, Class<?> kind) {
        conditions.setDescription(Stream.of(kind, WorkflowStatus.class)
                .flatMap(type -> Stream.of(type.getAnnotationsByType(ReportsCondition.class)))
                .map(condition -> condition.type() + ": " + condition.meaning())
                .collect(Collectors.joining("\n", "Latest observations, one per type, as of metav1.Condition.\n", "")));
        conditions.setXKubernetesListType("map");
        conditions.setXKubernetesListMapKeys(List.of("type"));
        JSONSchemaProps condition = conditions.getItems().getSchema();
        condition.setRequired(List.of("type", "status", "lastTransitionTime"));
        CONDITION_FIELDS.forEach(
                (field, text) -> condition.getProperties().get(field).setDescription(text));
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
