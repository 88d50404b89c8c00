package io.dyff.kube.object;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.kube.cel.SchemaRules;
import io.dyff.kube.schema.Schema;
import io.dyff.kube.store.Key;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One kind in one version as it is served.
 *
 * @param storageVersion the version that stands in stored objects
 * @param hasStatus      spec and status are written through different paths
 * @param hasGeneration  changes of the spec are counted
 * @param scale          where the scale subresource finds its numbers, or null when there is none
 * @param columns        additionalPrinterColumns of a custom resource
 * @param openApi        the schema as the definition of a custom resource gives it; null for built-in kinds
 * @param rules          in CEL, of a custom resource
 */
public record ResourceType(
        String group,
        String version,
        String storageVersion,
        String kind,
        String plural,
        String singular,
        List<String> shortNames,
        List<String> categories,
        boolean namespaced,
        boolean hasStatus,
        boolean hasGeneration,
        @Nullable Scale scale,
        Schema schema,
        JsonNode columns,
        @Nullable JsonNode openApi,
        SchemaRules rules) {

    /** Paths (dotted, without a leading dot) of the scale subresource; the selector may be empty. */
    public record Scale(String specReplicas, String statusReplicas, String selector) {}

    /** The name of the table and the way messages name the type: {@code pods}, {@code jobs.batch}. */
    public String resource() {
        return group.isEmpty() ? plural : plural + "." + group;
    }

    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    String storedApiVersion() {
        return group.isEmpty() ? storageVersion : group + "/" + storageVersion;
    }

    public boolean custom() {
        return openApi != null;
    }

    public boolean is(String otherGroup, String otherPlural) {
        return group.equals(otherGroup) && plural.equals(otherPlural);
    }

    public String listKind() {
        return kind + "List";
    }

    public Key key(String namespace, String name) {
        return new Key(resource(), namespaced ? namespace : "", name);
    }
}
