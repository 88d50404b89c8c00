package io.dyff.kube.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.kube.Json;
import io.dyff.kube.cel.SchemaRules;
import io.dyff.kube.schema.Cause;
import io.dyff.kube.schema.ModelSchemas;
import io.dyff.kube.schema.Schema;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.PatternSyntaxException;

/** Custom resource definitions: what they make the server serve, and how they report it. */
final class Definitions implements KindRules {

    private static final int RULES_KEPT = 100;

    private final Map<Source, SchemaRules> rules = newest(RULES_KEPT);
    private final ModelSchemas models;
    private final java.time.Clock clock;

    Definitions(ModelSchemas models, java.time.Clock clock) {
        this.models = models;
        this.clock = clock;
    }

    /** The served versions of a definition. */
    List<ResourceType> versions(JsonNode definition) {
        JsonNode spec = definition.path("spec");
        String storage = "";
        for (JsonNode version : spec.path("versions")) {
            storage = version.path("storage").asBoolean(false)
                    ? version.path("name").asText()
                    : storage;
        }
        List<ResourceType> types = new ArrayList<>();
        for (int i = 0; i < spec.path("versions").size(); i++) {
            if (spec.path("versions").get(i).path("served").asBoolean(false)) {
                types.add(type(spec, i, storage));
            }
        }
        return types;
    }

    private ResourceType type(JsonNode spec, int index, String storage) {
        JsonNode version = spec.path("versions").path(index);
        JsonNode names = spec.path("names");
        String kind = names.path("kind").asText();
        JsonNode openApi = version.path("schema").path("openAPIV3Schema");
        JsonNode scale = version.path("subresources").path("scale");
        return new ResourceType(
                spec.path("group").asText(),
                version.path("name").asText(),
                storage,
                kind,
                names.path("plural").asText(),
                names.path("singular").asText(kind.toLowerCase(Locale.ROOT)),
                ResourceTypes.texts(names.path("shortNames")),
                ResourceTypes.texts(names.path("categories")),
                spec.path("scope").asText().equals("Namespaced"),
                version.path("subresources").has("status"),
                true,
                scale.isObject()
                        ? new ResourceType.Scale(
                                dotless(scale, "specReplicasPath"),
                                dotless(scale, "statusReplicasPath"),
                                dotless(scale, "labelSelectorPath"))
                        : null,
                schema(openApi),
                version.path("additionalPrinterColumns"),
                openApi,
                rules(spec, index));
    }

    private Schema schema(JsonNode openApi) {
        return new Schema(withHeader(openApi), ref -> models.definitions().getOrDefault(name(ref), Json.object()));
    }

    /** Those of the check are those of the writes that follow it: nothing is compiled twice. */
    private SchemaRules rules(JsonNode spec, int index) {
        JsonNode openApi = spec.path("versions").path(index).path("schema").path("openAPIV3Schema");
        String path = schemaPath(spec.path("versions"), index);
        return rules.computeIfAbsent(
                new Source(path, openApi), source -> SchemaRules.of(openApi, schema(openApi), path));
    }

    /** Where the real server says that a schema stands: one that all versions share belongs to none of them. */
    private static String schemaPath(JsonNode versions, int index) {
        for (JsonNode version : versions) {
            if (!version.path("schema").equals(versions.path(index).path("schema"))) {
                return "spec.versions[" + index + "].schema.openAPIV3Schema";
            }
        }
        return "spec.validation.openAPIV3Schema";
    }

    /** What rules were compiled from. */
    private record Source(String path, JsonNode openApi) {}

    private static <K, V> Map<K, V> newest(int most) {
        return Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        });
    }

    private static String name(String ref) {
        return ref.substring(ModelSchemas.REF.length());
    }

    private static String dotless(JsonNode scale, String field) {
        String path = scale.path(field).asText("");
        return path.startsWith(".") ? path.substring(1) : path;
    }

    /** The schema of a definition says nothing of the parts that every object has. */
    private static JsonNode withHeader(JsonNode openApi) {
        ObjectNode schema = openApi instanceof ObjectNode object ? object.deepCopy() : Json.object();
        ObjectNode properties = Json.child(schema, "properties");
        properties.putObject("apiVersion").put("type", "string");
        properties.putObject("kind").put("type", "string");
        properties.putObject("metadata").put("$ref", ModelSchemas.REF + ModelSchemas.nameOf(ObjectMeta.class));
        return schema;
    }

    @Override
    public void prepare(ObjectNode definition) {
        JsonNode spec = definition.path("spec");
        if (spec.path("names") instanceof ObjectNode names) {
            String kind = names.path("kind").asText();
            if (!names.has("singular")) {
                names.put("singular", kind.toLowerCase(Locale.ROOT));
            }
            if (!names.has("listKind")) {
                names.put("listKind", kind + "List");
            }
        }
        ObjectNode status = Json.child(definition, "status");
        status.set("acceptedNames", spec.path("names").deepCopy());
        ArrayNode stored = status.withArray("storedVersions");
        for (JsonNode version : spec.path("versions")) {
            boolean known = false;
            for (JsonNode name : stored) {
                known |= name.asText().equals(version.path("name").asText());
            }
            if (version.path("storage").asBoolean(false) && !known) {
                stored.add(version.path("name").asText());
            }
        }
        if (!status.has("conditions")) {
            ArrayNode conditions = status.putArray("conditions");
            condition(conditions, "NamesAccepted", "NoConflicts", "no conflicts found");
            condition(conditions, "Established", "InitialNamesAccepted", "the initial names have been accepted");
        }
    }

    private void condition(ArrayNode conditions, String type, String reason, String message) {
        conditions
                .addObject()
                .put("type", type)
                .put("status", "True")
                .put(
                        "lastTransitionTime",
                        Instant.now(clock).truncatedTo(ChronoUnit.SECONDS).toString())
                .put("reason", reason)
                .put("message", message);
    }

    @Override
    public List<Cause> validate(ObjectNode definition) {
        List<Cause> causes = new ArrayList<>();
        JsonNode spec = definition.path("spec");
        String wanted = spec.path("names").path("plural").asText() + "."
                + spec.path("group").asText();
        String name = definition.path("metadata").path("name").asText();
        if (!wanted.equals(name)) {
            causes.add(
                    Cause.invalid("metadata.name", "\"" + name + "\"", "must be spec.names.plural+\".\"+spec.group"));
        }
        int storages = 0;
        int i = 0;
        for (JsonNode version : spec.path("versions")) {
            storages += version.path("storage").asBoolean(false) ? 1 : 0;
            if (!version.path("schema").path("openAPIV3Schema").isObject()) {
                causes.add(new Cause(
                        "FieldValueRequired",
                        "spec.versions[" + i + "].schema.openAPIV3Schema",
                        "Required value: schemas are required"));
            }
            i++;
        }
        if (storages != 1) {
            causes.add(Cause.invalid(
                    "spec.versions",
                    Integer.toString(storages),
                    "must have exactly one version marked as storage version"));
        }
        checkPatterns(spec.path("versions"), "spec.versions", causes);
        return causes;
    }

    @Override
    public List<Cause> validateNew(ObjectNode definition) {
        return validateChange(Json.object(), definition);
    }

    /** To compile takes time, so a definition that is applied again as it was costs nothing. */
    @Override
    public List<Cause> validateChange(JsonNode before, JsonNode after) {
        JsonNode versions = after.path("spec").path("versions");
        if (Json.same(before.path("spec").path("versions"), versions)) {
            return List.of();
        }
        List<Cause> causes = new ArrayList<>();
        for (int version = 0; version < versions.size(); version++) {
            causes.addAll(rules(after.path("spec"), version).problems());
        }
        return causes;
    }

    private static void checkPatterns(JsonNode node, String path, List<Cause> causes) {
        if (node.path("pattern").isTextual()) {
            try {
                java.util.regex.Pattern.compile(node.path("pattern").asText());
            } catch (PatternSyntaxException e) {
                causes.add(Cause.invalid(
                        path + ".pattern", node.path("pattern").toString(), "must be a regular expression"));
            }
        }
        node.properties().forEach(e -> checkPatterns(e.getValue(), path + "." + e.getKey(), causes));
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                checkPatterns(node.get(i), path + "[" + i + "]", causes);
            }
        }
    }
}
