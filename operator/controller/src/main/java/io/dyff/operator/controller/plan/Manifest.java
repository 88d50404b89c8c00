package io.dyff.operator.controller.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.dyff.operator.api.DyffResource;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Optional;

/** The whole custom resource as YAML, for the step programs: they never ask the API server (contract/operator.md 5). */
public final class Manifest<P extends DyffResource<?>> implements Part<P> {

    /** Component and end of the name. */
    public static final String COMPONENT = "manifest";

    /** Key of the ConfigMap, and so the name of the file. */
    public static final String FILE = "manifest.yaml";

    /** Strings stay quoted: an id of digits only must not become a number. */
    private static final YAMLMapper YAML = new YAMLMapper(YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build());

    private static final List<String> VOLATILE_METADATA = List.of("managedFields", "resourceVersion", "generation");

    /** What kubectl remembers of an object: the whole of it once more. */
    private static final String KUBECTL_COPY = "kubectl.kubernetes.io/last-applied-configuration";

    private final ConfigMap skeleton = Skeleton.read(Manifest.class, ConfigMap.class);

    @Override
    public Class<? extends HasMetadata> type() {
        return ConfigMap.class;
    }

    @Override
    public String component() {
        return COMPONENT;
    }

    @Override
    public HasMetadata desired(P primary) {
        return new ConfigMapBuilder(skeleton)
                .withMetadata(Children.metadata(primary, COMPONENT, name(primary)))
                .addToData(FILE, yaml(primary))
                .build();
    }

    @Override
    public Progress progress(P primary, Observed observed) {
        return Progress.QUIET;
    }

    @Override
    public boolean drives() {
        return false;
    }

    /** Immutable: what a step has read stays true. */
    @Override
    public Optional<Change> correct(P primary, HasMetadata actual) {
        return Optional.empty();
    }

    @Override
    public boolean removedAfterwards(HasMetadata actual) {
        return false;
    }

    private static String yaml(HasMetadata primary) {
        ObjectNode tree = Serialization.jsonMapper().convertValue(primary, ObjectNode.class);
        tree.remove("status");
        JsonNode metadata = tree.path("metadata");
        if (metadata instanceof ObjectNode fields) {
            fields.remove(VOLATILE_METADATA);
            if (fields.path("annotations") instanceof ObjectNode annotations) {
                annotations.remove(KUBECTL_COPY);
            }
        }
        if (tree.path("spec") instanceof ObjectNode spec) {
            spec.remove("suspend");
        }
        try {
            return YAML.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(primary.getMetadata().getName() + " cannot be written as YAML", e);
        }
    }
}
