package io.dyff.kube.object;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.kube.Json;
import io.dyff.kube.cel.SchemaRules;
import io.dyff.kube.schema.ModelSchemas;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/** Every kind that is served now: the built-in ones, and those of custom resource definitions. */
public final class ResourceTypes {

    private static final String CLIENT_MODEL = "io.fabric8.kubernetes.api.model.";

    private final ModelSchemas models = new ModelSchemas();
    private final List<ResourceType> builtIns = new ArrayList<>();
    private final ConcurrentMap<String, List<ResourceType>> custom = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();

    public ResourceTypes() {
        for (JsonNode entry : Json.resource(ResourceTypes.class, "built-ins.yaml")) {
            builtIns.add(builtIn(entry));
        }
    }

    private ResourceType builtIn(JsonNode entry) {
        Class<?> model = model(entry.path("group").asText(), entry.path("kind").asText());
        models.add(model);
        String kind = entry.path("kind").asText();
        String version = entry.path("version").asText();
        return new ResourceType(
                entry.path("group").asText(),
                version,
                version,
                kind,
                entry.path("plural").asText(),
                entry.path("singular").asText(kind.toLowerCase(java.util.Locale.ROOT)),
                texts(entry.path("shortNames")),
                texts(entry.path("categories")),
                entry.path("namespaced").asBoolean(true),
                entry.path("status").asBoolean(false),
                entry.path("generation").asBoolean(false),
                entry.path("scale").asBoolean(false)
                        ? new ResourceType.Scale("spec.replicas", "status.replicas", "spec.selector")
                        : null,
                models.schema(model),
                Json.object().arrayNode(),
                null,
                SchemaRules.NONE);
    }

    private static Class<?> model(String group, String kind) {
        String folder = group.isEmpty() ? "" : group.split("\\.")[0] + ".v1.";
        String name = CLIENT_MODEL + folder.replace("apps.v1.", "apps.") + kind;
        try {
            return Class.forName(name).asSubclass(HasMetadata.class);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(
                    "built-ins.yaml names " + kind + ", but the client has no class " + name, e);
        }
    }

    static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    /** The schemas that built-in kinds share, and that custom ones refer to for their metadata. */
    public ModelSchemas modelSchemas() {
        return models;
    }

    /** Serves the versions of a definition from now on, or none of them any more. */
    void define(String definition, List<ResourceType> versions) {
        if (versions.isEmpty()) {
            custom.remove(definition);
        } else {
            custom.put(definition, List.copyOf(versions));
        }
        changes.incrementAndGet();
    }

    /** Grows whenever the served kinds change, so that documents made from them can be kept. */
    public long changes() {
        return changes.get();
    }

    public Optional<ResourceType> find(String group, String version, String plural) {
        return stream()
                .filter(type -> type.is(group, plural) && type.version().equals(version))
                .findFirst();
    }

    private java.util.stream.Stream<ResourceType> stream() {
        return java.util.stream.Stream.concat(
                builtIns.stream(), custom.values().stream().flatMap(Collection::stream));
    }

    /** All served kinds, built-in ones first, then by group, version and name. */
    public List<ResourceType> all() {
        List<ResourceType> all = new ArrayList<>(builtIns);
        custom.values().stream()
                .flatMap(Collection::stream)
                .sorted(Comparator.comparing(ResourceType::group)
                        .thenComparing(ResourceType::version)
                        .thenComparing(ResourceType::plural))
                .forEach(all::add);
        return all;
    }

    /** A built-in kind that is known to exist. */
    ResourceType builtIn(String plural) {
        return builtIns.stream()
                .filter(type -> type.plural().equals(plural))
                .findFirst()
                .orElseThrow();
    }
}
